import { existsSync, mkdirSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ManagedFolders } from '#server/host/workspaces/managed/managedFolders.ts'
import { FakeTime } from '#test/fakes/fakeTime.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const DAY = 24 * 3_600_000

function opened() {
  const root = realpathSync(temporaryFolder())
  const workspaces = path.join(root, 'workspaces')
  const own = path.join(root, 'own')
  for (const folder of ['workspaces/mine/src', 'workspaces/other', 'own']) {
    mkdirSync(path.join(root, folder), { recursive: true })
    writeFileSync(path.join(root, folder, 'work.txt'), 'work')
  }
  const time = new FakeTime()
  const used = new Set<string>()
  const told: string[] = []
  const work = new Map<string, string>()
  const left: string[] = []
  /** Happens while a folder is looked at. */
  const onLook: (() => void)[] = []
  const file = path.join(root, 'abandoned.json')
  const start = () =>
    new ManagedFolders({
      workspaces,
      file,
      keepDays: () => 7,
      isUsed: (folder) => [...used].some((one) => one === folder || one.startsWith(`${folder}/`)),
      work: {
        keepsWhy: async (folder) => {
          onLook.splice(0).forEach((happens) => happens())
          return work.get(path.basename(folder)) ?? null
        },
        leaving: async (folder) => async () => void left.push(path.basename(folder)),
      },
      clock: time,
      timers: time,
      log: { info: (sentence) => told.push(sentence), warn: (sentence) => told.push(sentence) },
    })
  return { root, workspaces, own, file, time, used, told, work, left, onLook, start }
}

test('a folder that Homeport made goes seven days after its last session, over a restart, and is told', async () => {
  const { workspaces, time, told, start } = opened()
  start().sessionGone(path.join(workspaces, 'mine'))
  time.pass(7 * DAY - 1000)
  await start().sweep()
  expect(readdirSync(workspaces)).toEqual(['mine', 'other'])
  time.pass(2000)
  await start().sweep()
  expect(readdirSync(workspaces)).toEqual(['other'])
  expect(told).toEqual(['a folder that Homeport made was removed: its sessions are gone'])
})

test('a folder in which somebody works again, or never ceased to, stays', async () => {
  const { workspaces, time, used, start } = opened()
  used.add(path.join(workspaces, 'other', 'deep'))
  const managed = start()
  managed.sessionGone(path.join(workspaces, 'other'))
  managed.sessionGone(path.join(workspaces, 'mine', 'src'))
  used.add(path.join(workspaces, 'mine'))
  time.pass(8 * DAY)
  await managed.sweep()
  used.clear()
  await managed.sweep()
  expect(readdirSync(workspaces)).toEqual(['mine', 'other'])
})

test('a folder in which somebody begins to work while it is looked at stays', async () => {
  const { workspaces, time, used, left, onLook, start } = opened()
  const managed = start()
  managed.sessionGone(path.join(workspaces, 'mine'))
  onLook.push(() => used.add(path.join(workspaces, 'mine')))
  time.pass(8 * DAY)
  await managed.sweep()
  expect(existsSync(path.join(workspaces, 'mine', 'src', 'work.txt'))).toBe(true)
  expect(left).toEqual([])
})

test('a person’s own folder is never touched: not that of a session, not behind a link, not by what is written in the file', async () => {
  const { root, workspaces, own, file, time, start } = opened()
  symlinkSync(own, path.join(workspaces, 'link'))
  const managed = start()
  for (const folder of [own, path.join(workspaces, 'link'), workspaces, root, '/', `${workspaces}-beside`]) {
    managed.sessionGone(folder)
  }
  time.pass(8 * DAY)
  await managed.sweep()
  writeFileSync(file, JSON.stringify({ '../own': 0, '..': 0, '': 0, '.': 0, 'a/../../own': 0 }))
  await start().sweep()
  writeFileSync(file, 'broken')
  await start().sweep()
  expect(existsSync(path.join(own, 'work.txt'))).toBe(true)
  expect(readdirSync(workspaces)).toEqual(['link', 'mine', 'other'])
})

test('one with work that is nowhere else stays, and it is said which; it goes once the work is saved', async () => {
  const { workspaces, time, told, work, left, start } = opened()
  work.set('mine', '2 commits that are not pushed')
  const folders = start()
  folders.sessionGone(path.join(workspaces, 'mine'))
  time.pass(8 * DAY)
  await folders.sweep()
  expect(readdirSync(workspaces)).toEqual(['mine', 'other'])
  expect(told).toContain('a folder whose sessions are gone is kept: it has work that is nowhere else')
  work.clear()
  await folders.sweep()
  expect(readdirSync(workspaces)).toEqual(['other'])
  expect(left).toEqual(['mine'])
})
