import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
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

test.each(['move', 'copy'])('a %s that may not be leaves what it would have replaced where it was', async (way) => {
  const at = await opened()
  at.put('dir/inner/x')
  at.put('dir/keep.txt')
  at.put('real/doc')
  at.put('.git/hooks/pre-push')
  at.put('f')
  symlinkSync('real', path.join(at.folder, 'alias'))
  symlinkSync('.git', path.join(at.folder, 'link'))
  for (const [from, to] of [
    ['dir/inner', 'dir'],
    ['alias/doc', 'real'],
    ['real', 'alias/inside'],
    ['f', 'link/hooks'],
    ['link/hooks', 'f'],
  ]) {
    const { body } = await at.tell(way, { from, to, overwrite: true })
    expect([from, to, body]).toMatchObject([from, to, { error: { code: 'FILE_003' } }])
  }
  // One file by two names.
  await at.tell(way, { from: 'alias/doc', to: 'real/doc', overwrite: true })
  for (const name of ['dir/inner/x', 'dir/keep.txt', 'real/doc', '.git/hooks/pre-push', 'f']) {
    expect(readFileSync(path.join(at.folder, name), 'utf8')).toBe(name)
  }
  expect(readdirSync(at.dataDir)).not.toContain('trash')
})

test('what was to be replaced is put back when there is no room for what comes instead', async () => {
  const at = await opened({ HOMEPORT_LIMITS_WORKSPACE_MIB: '1' })
  const folder = path.join(at.dataDir, 'workspaces/mine')
  at.host.setFolder(at.id, folder)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'notes.txt'), 'precious')
  writeFileSync(path.join(folder, 'big'), Buffer.alloc(700 * 1024))
  const { body } = await at.tell('copy', { from: 'big', to: 'notes.txt', overwrite: true })
  expect(body).toMatchObject({ error: { code: 'FILE_005' } })
  expect(readFileSync(path.join(folder, 'notes.txt'), 'utf8')).toBe('precious')
  expect(readdirSync(path.join(at.dataDir, 'trash'))).toEqual([])
})

test('nothing is put back through a link into what belongs to Git', async () => {
  const at = await opened()
  at.put('.git/config')
  at.put('folder/hook')
  const { trash_id } = (await (await at.ask('DELETE', 'file', { query: { path: 'folder/hook' } })).json()) as {
    trash_id: string
  }
  renameSync(path.join(at.folder, 'folder'), path.join(at.folder, 'old'))
  symlinkSync('.git', path.join(at.folder, 'folder'))
  const answer = await fetch(`${at.url}/api/workspace/restore`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${at.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ trash_id }),
  })
  expect(answer.status).toBe(403)
  expect(readdirSync(path.join(at.folder, '.git'))).toEqual(['config'])
})

test.each(['move', 'copy'])('a %s tells what it replaced, by which that comes back', async (way) => {
  const at = await opened()
  at.put('new.txt')
  at.put('old.txt')
  const plain = await at.tell(way, { from: 'new.txt', to: 'free.txt' })
  expect(plain.body).toEqual({ path: 'free.txt' })
  at.put('new.txt')
  const { body } = await at.tell(way, { from: 'new.txt', to: 'old.txt', overwrite: true })
  expect(body).toEqual({ path: 'old.txt', trash_id: expect.any(String) as string })
  const { trash_id } = body as { readonly trash_id: string }
  await at.tell('move', { from: 'old.txt', to: 'again.txt' })
  const restored = await fetch(`${at.url}/api/workspace/restore`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${at.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ trash_id }),
  })
  expect(await restored.json()).toMatchObject({ path: 'old.txt' })
  expect(readFileSync(path.join(at.folder, 'old.txt'), 'utf8')).toBe('old.txt')
  expect(readFileSync(path.join(at.folder, 'again.txt'), 'utf8')).toBe('new.txt')
})
