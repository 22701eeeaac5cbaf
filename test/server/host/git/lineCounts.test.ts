import { appendFileSync, chmodSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A repository, what Git is asked in it, and whether it counts there. */
function watched(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder()
  const log = path.join(folder, 'asked')
  const broken = path.join(folder, 'broken')
  const git = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim()
  writeFileSync(log, '')
  const fails = `case "$3" in diff*) test ! -e '${broken}' || exit 128;; esac`
  writeFileSync(path.join(folder, 'git'), `#!/bin/sh\necho "$3 $*" >> '${log}'\n${fails}\nexec '${git}' "$@"\n`)
  chmodSync(path.join(folder, 'git'), 0o755)
  const world = GitWorld.with(files, { env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` } })
  const asked = () => {
    const lines = readFileSync(log, 'utf8').split('\n')
    writeFileSync(log, '')
    return lines.map((line) => line.split(' ')[0] ?? '').filter((name) => name.startsWith('diff'))
  }
  return { world, asked, breakDown: () => writeFileSync(broken, ''), mend: () => rmSync(broken) }
}

let ago = 60

/** Written a while ago, each at another time. */
function old(world: GitWorld, name: string, text: string): void {
  world.write(name, text)
  ago += 1
  const at = Date.now() / 1000 - ago
  utimesSync(world.file(name), at, at)
}

async function linesOf(world: GitWorld) {
  const { files } = await world.status()
  return files.map((file) => [file.path, file.staged_lines, file.unstaged_lines])
}

const some = (additions: number, deletions: number) => ({ additions, deletions })

test('what is as it was at the last look is not counted again, on either side', async () => {
  const { world, asked } = watched({ 'a.txt': '1\n', 'b.txt': '1\n' })
  old(world, 'a.txt', '1\n2\n')
  world.git('add', 'a.txt')
  old(world, 'b.txt', '2\n3\n')
  const first = [
    ['a.txt', some(1, 0), null],
    ['b.txt', null, some(2, 1)],
  ]
  expect(await linesOf(world)).toEqual(first)
  expect(asked().toSorted()).toEqual(['diff', 'diff-files'])
  expect(await linesOf(world)).toEqual(first)
  expect(asked()).toEqual([])
  old(world, 'b.txt', '2\n3\n4\n')
  expect(await linesOf(world)).toEqual([first[0], ['b.txt', null, some(3, 1)]])
  expect(asked()).toEqual(['diff-files'])
  world.git('commit', '-qm', 'a')
  expect(await linesOf(world)).toEqual([['b.txt', null, some(3, 1)]])
})

test('a file that was written just now is counted each time: the next words may have the same time', async () => {
  const { world, asked } = watched({ 'a.txt': '1\n' })
  world.write('a.txt', '2\n')
  expect(await linesOf(world)).toEqual([['a.txt', null, some(1, 1)]])
  expect(await linesOf(world)).toEqual([['a.txt', null, some(1, 1)]])
  expect(asked()).toEqual(['diff-files', 'diff-files'])
})

test('the same file in the index or the last commit, and other attributes, are counted anew', async () => {
  const { world } = watched({ 'a.txt': '1\n2\n3\n' })
  old(world, 'a.txt', '1\n')
  expect(await linesOf(world)).toEqual([['a.txt', null, some(0, 2)]])
  world.git('add', 'a.txt')
  expect(await linesOf(world)).toEqual([['a.txt', some(0, 2), null]])
  old(world, 'a.txt', '1\n5\n')
  expect(await linesOf(world)).toEqual([['a.txt', some(0, 2), some(1, 0)]])
  old(world, '.gitattributes', 'a.txt -diff\n')
  expect((await linesOf(world)).find(([name]) => name === 'a.txt')).toEqual(['a.txt', null, null])
})

test('a new file is counted anew when it has grown', async () => {
  const { world } = watched({ 'a.txt': '1\n' })
  old(world, 'new.txt', '1\n')
  expect(await linesOf(world)).toEqual([['new.txt', null, some(1, 0)]])
  appendFileSync(world.file('new.txt'), '2\n')
  expect(await linesOf(world)).toEqual([['new.txt', null, some(2, 0)]])
})

test('what Git failed to count once is counted at the next look, and what it had counted before stays', async () => {
  const { world, asked, breakDown, mend } = watched({ 'a.txt': '1\n', 'b.txt': '1\n', 'c.txt': '1\n' })
  old(world, 'c.txt', '1\n2\n')
  const c = ['c.txt', null, some(1, 0)]
  expect(await linesOf(world)).toEqual([c])
  old(world, 'a.txt', '1\n2\n')
  world.git('add', 'a.txt')
  old(world, 'b.txt', '2\n3\n')
  breakDown()
  expect(await linesOf(world)).toEqual([['a.txt', null, null], ['b.txt', null, null], c])
  mend()
  asked()
  expect(await linesOf(world)).toEqual([['a.txt', some(1, 0), null], ['b.txt', null, some(2, 1)], c])
  expect(asked().toSorted()).toEqual(['diff', 'diff-files'])
})

test('of many new files the first are counted, whatever else has changed, and the others once they are among the first', async () => {
  const { world } = watched({ 'a.txt': '1\n' })
  const names = Array.from({ length: 302 }, (_, index) => `new-${String(index).padStart(3, '0')}.txt`)
  names.forEach((name) => old(world, name, '1\n'))
  const uncounted = async () =>
    (await linesOf(world)).filter(([, staged, unstaged]) => staged === null && unstaged === null)
  expect((await uncounted()).map(([name]) => name)).toEqual(['new-300.txt', 'new-301.txt'])
  world.git('add', ...names.slice(0, 10))
  expect(await uncounted()).toEqual([])
})

test('attributes in a folder inside count from when they change, also where they are committed between two looks', async () => {
  const { world } = watched({ 'inside/a.txt': '1\n', 'b.txt': '1\n' })
  const ofA = async () => (await linesOf(world)).find(([name]) => name === 'inside/a.txt')
  old(world, 'inside/a.txt', '1\n2\n')
  expect(await ofA()).toEqual(['inside/a.txt', null, some(1, 0)])
  old(world, 'inside/.gitattributes', '*.txt -diff\n')
  expect(await ofA()).toEqual(['inside/a.txt', null, null])
  world.git('add', 'inside/.gitattributes')
  world.git('commit', '-qm', 'no text')
  expect(await ofA()).toEqual(['inside/a.txt', null, null])
  old(world, 'inside/.gitattributes', '*.txt diff\n')
  world.git('commit', '-qm', 'text', 'inside/.gitattributes')
  expect(await ofA()).toEqual(['inside/a.txt', null, some(1, 0)])
  // Git reads one that is gone from its index.
  rmSync(world.file('inside/.gitattributes'))
  old(world, 'b.txt', '2\n')
  world.gitWith(
    `100644 ${world.gitWith('*.txt -diff\n', 'hash-object', '-w', '--stdin').trim()}\tinside/.gitattributes\n`,
    'update-index',
    '--index-info',
  )
  expect(await ofA()).toEqual(['inside/a.txt', null, null])
  world.git('rm', '-q', '--cached', 'inside/.gitattributes')
  expect(await ofA()).toEqual(['inside/a.txt', null, some(1, 0)])
})

test('attributes that were written twice just now are counted by as they are', async () => {
  const { world } = watched({ 'a.txt': '1\n' })
  old(world, 'a.txt', '1\n2\n')
  const attributes = world.file('.git/info/attributes')
  world.write('.git/info/attributes', '*.txt -diff\n')
  expect(await linesOf(world)).toEqual([['a.txt', null, null]])
  writeFileSync(attributes, '')
  expect(await linesOf(world)).toEqual([['a.txt', null, some(1, 0)]])
})

test('attributes of the repository itself count in its worktrees too', async () => {
  const { world } = watched({ 'a.txt': '1\n' })
  const worktree = path.join(world.home, 'worktree')
  world.git('worktree', 'add', '-q', worktree)
  const rows = world.rowsIn(worktree)
  const lines = async () =>
    (await rows['git.status']({ session_id: SESSION }, person)).files.map((one) => one.unstaged_lines)
  writeFileSync(path.join(worktree, 'a.txt'), '1\n2\n')
  utimesSync(path.join(worktree, 'a.txt'), 1_000_000_000, 1_000_000_000)
  expect(await lines()).toEqual([some(1, 0)])
  world.write('.git/info/attributes', '*.txt -diff\n')
  expect(await lines()).toEqual([null])
})
