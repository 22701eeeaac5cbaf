import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { opened } from './fileWorld.ts'

test('a copy that cannot be made takes nothing away of what was at its target', async () => {
  const at = await opened({ HOMEPORT_LIMITS_WORKSPACE_MIB: '1' })
  const folder = path.join(at.dataDir, 'workspaces/mine')
  at.host.setFolder(at.id, folder)
  mkdirSync(path.join(folder, 'important'), { recursive: true })
  writeFileSync(path.join(folder, 'important/a.txt'), 'precious')
  writeFileSync(path.join(folder, 'notes.txt'), 'precious')
  writeFileSync(path.join(folder, 'big'), Buffer.alloc(700 * 1024))
  execFileSync('mkfifo', [path.join(folder, 'pipe')])
  for (const [from, to, code] of [
    ['pipe', 'important', 'FILE_007'],
    ['big', 'notes.txt', 'FILE_007'],
    ['important', 'notes.txt', 'FILE_007'],
    ['pipe', 'new', 'FILE_003'],
    ['big', 'new', 'FILE_005'],
  ]) {
    expect([from, to, (await at.tell('copy', { from, to })).body]).toMatchObject([from, to, { error: { code } }])
  }
  expect(readdirSync(folder).toSorted()).toEqual(['big', 'important', 'notes.txt', 'pipe'])
  expect(readFileSync(path.join(folder, 'important/a.txt'), 'utf8')).toBe('precious')
  expect(readFileSync(path.join(folder, 'notes.txt'), 'utf8')).toBe('precious')
})
