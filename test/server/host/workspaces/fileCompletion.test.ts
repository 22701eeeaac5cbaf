import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { createFileCompletion } from '#server/host/workspaces/files/fileCompletion.ts'
import { likeness } from '#server/host/workspaces/files/likeness.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

function folderWith(...files: string[]): string {
  const folder = temporaryFolder()
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), '')
  }
  return folder
}

function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' })
}

async function found(folder: string, q: string, env: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  const { files } = await createFileCompletion({ clock: systemClock, env }).complete(folder, q)
  return files.map((file) => file.path)
}

describe('in a repository', () => {
  test('what Git ignores is not offered, and what is new is', async () => {
    const folder = folderWith('src/app.ts', 'secret.env', 'node_modules/app.js', 'new app.md')
    git(folder, 'init')
    writeFileSync(path.join(folder, '.gitignore'), '*.env\nnode_modules\n')
    git(folder, 'add', 'src')
    expect(await found(folder, 'app')).toEqual(['src/app.ts', 'new app.md'])
    expect(await found(folder, 'secret')).toEqual([])
  })

  test('nothing that its configuration names is run', async () => {
    const folder = folderWith('a.txt')
    git(folder, 'init')
    const monitor = path.join(folder, 'monitor.sh')
    const mark = path.join(folder, 'was-run')
    writeFileSync(monitor, `#!/bin/sh\ntouch '${mark}'\n`)
    chmodSync(monitor, 0o755)
    git(folder, 'config', 'core.fsmonitor', monitor)
    expect(await found(folder, 'a.txt')).toEqual(['a.txt'])
    expect(existsSync(mark)).toBe(false)
  })

  test('names of files elsewhere are not offered, wherever it says that its files lie', async () => {
    const elsewhere = folderWith('private/key.txt')
    const folder = folderWith('own.txt')
    git(folder, 'init')
    git(folder, 'config', 'core.worktree', elsewhere)
    expect((await found(folder, 'key')).filter((file) => file.includes('private'))).toEqual([])
    expect(await found(folder, 'key', { ...process.env, GIT_DIR: path.join(folder, '.git') })).toEqual([])
  })
})

describe('where there is no Git', () => {
  const env = { PATH: '' }

  test('the folder is walked, without what programs made and without links out of it', async () => {
    const outside = folderWith('private.txt')
    const folder = folderWith('src/deep/app.ts', 'node_modules/x/app.js', '.git/app')
    symlinkSync(outside, path.join(folder, 'out'))
    symlinkSync(path.join(outside, 'private.txt'), path.join(folder, 'private-link.txt'))
    expect(await found(folder, '', env)).toEqual(['src/deep/app.ts'])
    expect(await found(folder, 'private', env)).toEqual([])
  })

  test('a folder that is gone has no files', async () => {
    expect(await found(path.join(temporaryFolder(), 'gone'), '', env)).toEqual([])
  })

  test('no more are listed than a person reads, and that is said', async () => {
    const folder = folderWith(...Array.from({ length: 40 }, (_, index) => `file${index}.txt`))
    const answer = await createFileCompletion({ clock: systemClock, env }).complete(folder, 'file')
    expect(answer.files).toHaveLength(30)
    expect(answer.truncated).toBe(true)
  })
})

test('the name comes before the folder, a whole word before scattered letters', () => {
  const paths = ['app/other.ts', 'src/my-app.ts', 'src/app.ts', 'a/p/plan.ts', 'nothing.md']
  const ranked = paths
    .map((file) => ({ file, rank: likeness(file, 'app') }))
    .filter((one): one is { file: string; rank: number } => one.rank !== null)
    .toSorted((left, right) => left.rank - right.rank)
  expect(ranked.map(({ file }) => file)).toEqual(['src/app.ts', 'src/my-app.ts', 'app/other.ts', 'a/p/plan.ts'])
})
