import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '#server/platform/clock.ts'
import { absolute, listFolders } from '#server/gateway/workspace/folders/folders.ts'
import { rank } from '#server/gateway/workspace/folders/folderSearch.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** A home with these folders; those that end in `.git` make their parent a project. */
function homeWith(...folders: string[]) {
  const home = temporaryFolder()
  for (const folder of folders) {
    mkdirSync(path.join(home, folder), { recursive: true })
  }
  const list = (params: { path?: string; q?: string } = {}) => listFolders({ home, clock: systemClock }, params)
  const names = async (params: { path?: string; q?: string } = {}) =>
    (await list(params)).folders.map((one) => one.name)
  return { home, list, names }
}

test('home is where the picker starts; hidden folders come last, files not at all', async () => {
  const { home, list, names } = homeWith('.config', 'work', 'Desktop', 'project 10', 'project 9')
  writeFileSync(path.join(home, 'notes.txt'), '')
  expect(await names()).toEqual(['Desktop', 'project 9', 'project 10', 'work', '.config'])
  expect(await list()).toMatchObject({ path: home, parent: path.dirname(home), truncated: false })
})

test('projects are marked, also where .git is a file', async () => {
  const { home, list } = homeWith('repo/.git', 'worktree', 'plain')
  writeFileSync(path.join(home, 'worktree', '.git'), 'gitdir: elsewhere')
  const { folders } = await list()
  expect(Object.fromEntries(folders.map((one) => [one.name, one.is_git]))).toEqual({
    plain: false,
    repo: true,
    worktree: true,
  })
})

test('a search finds what lies deep, best match first, and nothing in node_modules', async () => {
  const { names } = homeWith(
    'work/clients/acme/website',
    'website-old',
    'my-website',
    'web/node_modules/website',
    'web/.git/website',
  )
  expect(await names({ q: 'website' })).toEqual(['website-old', 'website', 'my-website'])
  expect(await names({ q: 'ACME web' })).toEqual(['website'])
})

test('hidden folders are searched only when asked for with a dot', async () => {
  const { names } = homeWith('.config/tool', 'tool')
  expect(await names({ q: 'tool' })).toEqual(['tool'])
  expect(await names({ q: '.conf' })).toEqual(['.config', 'tool'])
})

test('links to folders are folders; a circle of links ends', async () => {
  const { home, names } = homeWith('real/inner', 'other')
  symlinkSync(path.join(home, 'real'), path.join(home, 'link'))
  symlinkSync(home, path.join(home, 'real', 'circle'))
  symlinkSync(path.join(home, 'gone'), path.join(home, 'broken'))
  expect(await names()).toEqual(['link', 'other', 'real'])
  expect((await names({ q: 'inner' })).length).toBeLessThan(10)
})

test('the top has no parent', async () => {
  const { list } = homeWith()
  expect((await list({ path: path.parse(process.cwd()).root })).parent).toBeNull()
})

test('what cannot be listed is told in words', async () => {
  const { home, list } = homeWith()
  writeFileSync(path.join(home, 'file'), '')
  await expect(list({ path: '/no/such/folder' })).rejects.toMatchObject({
    code: 'FILE_003',
    message: expect.stringContaining('does not exist'),
  })
  await expect(list({ path: path.join(home, 'file') })).rejects.toMatchObject({
    message: expect.stringContaining('is a file'),
  })
})

test.skipIf(process.getuid?.() === 0)('a folder that this user may not read is told as such', async () => {
  const { home, list } = homeWith('locked')
  chmodSync(path.join(home, 'locked'), 0)
  await expect(list({ path: path.join(home, 'locked') })).rejects.toMatchObject({
    message: expect.stringContaining('may not be read'),
  })
})

test('a search that takes too long stops and says so', async () => {
  const { home } = homeWith('a/b/c', 'd')
  let now = 0
  const impatient = { now: () => now, timestamp: () => '', monotonic: () => (now += 200), uptime: () => now }
  const { truncated } = await listFolders({ home, clock: impatient }, { q: 'nothing' })
  expect(truncated).toBe(true)
})

test('a folder with very many is cut, and says so', async () => {
  const { list } = homeWith(...Array.from({ length: 520 }, (_, index) => `folder ${index}`))
  expect(await list()).toMatchObject({ truncated: true, folders: { length: 500 } })
})

test.each([
  ['', '/home/x'],
  ['~', '/home/x'],
  ['~/work', '/home/x/work'],
  ['work', '/home/x/work'],
  ['/etc', '/etc'],
  ['~other', '/home/x/~other'],
])('%s means %s', (wanted, meant) => {
  expect(absolute(wanted, '/home/x')).toBe(path.resolve(meant))
})

test('a name that begins so is better than one that holds it, a shallow one than a deep one', () => {
  const ranks = ['web', 'a/web', 'my-web', 'web/x'].map((relative) => rank(relative, ['web']))
  expect(ranks).toEqual(ranks.toSorted((left, right) => left - right))
})
