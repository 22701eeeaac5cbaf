import { mkdirSync, readFileSync, readdirSync, symlinkSync, lstatSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { seedTrust } from '#server/host/claude/trust.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('a folder becomes trusted and everything else in the file stays', () => {
  const file = path.join(temporaryFolder(), '.claude.json')
  const before = {
    userID: 'me',
    projects: { '/p': { allowedTools: ['x'], hasTrustDialogAccepted: false } },
    future: [1],
  }
  writeFileSync(file, JSON.stringify(before))
  expect(seedTrust(file, '/p')).toBe('seeded')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    ...before,
    projects: { '/p': { allowedTools: ['x'], hasTrustDialogAccepted: true } },
  })
  expect(seedTrust(file, '/p')).toBe('already')
  expect(seedTrust(file, '/p/below/it')).toBe('already')
})

test('where Claude Code never ran, the file is made, readable by its owner only', () => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'config', '.claude.json')
  expect(seedTrust(file, '/p')).toBe('seeded')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ projects: { '/p': { hasTrustDialogAccepted: true } } })
  expect(readdirSync(path.join(folder, 'config'))).toEqual(['.claude.json'])
})

test.each(['{ broken', '[]', '{"projects":"?"}', ''])('a file that is not understood is left as it is: %s', (text) => {
  const file = path.join(temporaryFolder(), '.claude.json')
  writeFileSync(file, text)
  expect(seedTrust(file, '/p')).toBe('left_alone')
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test.skipIf(process.platform === 'win32')('a link to a file kept elsewhere stays a link', () => {
  const folder = temporaryFolder()
  mkdirSync(path.join(folder, 'dotfiles'))
  const target = path.join(folder, 'dotfiles', 'claude.json')
  writeFileSync(target, '{}')
  const link = path.join(folder, '.claude.json')
  symlinkSync(target, link)
  seedTrust(link, '/p')
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(readFileSync(target, 'utf8')).toContain('hasTrustDialogAccepted')
})
