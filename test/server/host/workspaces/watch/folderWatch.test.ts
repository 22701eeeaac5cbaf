import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { FileNews } from '#shared/session/changes.ts'
import { FolderWatches } from '#server/host/workspaces/watch/folderWatches.ts'
import { silentFileSystem } from '#server/host/workspaces/watch/fileSystem.ts'
import type { Look } from '#server/host/workspaces/watch/look.ts'
import { type NativeWatch, systemWatch } from '#server/host/workspaces/watch/nativeWatch.ts'
import { FakeTime } from '#test/fakes/fakeTime.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const nothing: Look = { news: [], files: 0, folders: 1, passed_over: [], is_too_large: false }
const news = (name: string): FileNews => ({ path: name, kind: 'modified', by: { who: 'outside' } })

interface Options {
  readonly native?: NativeWatch
  readonly look?: Look
  readonly silent?: string
}

/** Watches on a real folder, with what finds the changes in the test's hand. */
function watching({ native = systemWatch, look = nothing, silent }: Options = {}) {
  const folder = temporaryFolder()
  const time = new FakeTime()
  const scanned: string[][] = []
  const told: string[] = []
  const problems: string[] = []
  const left: string[] = []
  const looks = { count: 0, result: look }
  const watches = new FolderWatches(
    {
      native,
      timers: time,
      look: () => {
        looks.count += 1
        return Promise.resolve(looks.result)
      },
      scan: (_folder, paths) => {
        scanned.push(paths.map((one) => path.relative(folder, one)))
        return Promise.resolve(paths.map((one) => news(path.relative(folder, one))))
      },
      onNews: (_folder, all) => told.push(...all.map(({ path: name }) => name)),
      onProblem: (sentence) => problems.push(sentence),
      silent: () => Promise.resolve(silent ?? null),
    },
    (gone) => left.push(gone),
  )
  onTestFinished(() => watches.close())
  return { folder, time, watches, scanned, told, problems, left, looks }
}

async function live(at: ReturnType<typeof watching>): Promise<void> {
  await expect.poll(() => at.watches.state(at.folder)?.mode).toBe('live')
}

test('a change is told as it happens, and what lies in node_modules is not', async () => {
  const at = watching()
  mkdirSync(path.join(at.folder, 'node_modules'))
  at.watches.want(at.folder, 'viewer')
  await live(at)
  writeFileSync(path.join(at.folder, 'node_modules', 'x.js'), '1')
  mkdirSync(path.join(at.folder, 'src'))
  await expect.poll(() => at.told).toContain('src')
  writeFileSync(path.join(at.folder, 'src', 'a\nb.ts'), '1')
  await expect.poll(() => at.told).toContain('src/a\nb.ts')
  rmSync(path.join(at.folder, 'src', 'a\nb.ts'))
  writeFileSync(path.join(at.folder, 'last'), '')
  await expect.poll(() => at.told).toContain('last')
  expect(at.told.filter((name) => name.startsWith('node_modules/'))).toEqual([])
})

test('ten thousand changes at once are told in a few parts', async () => {
  const at = watching()
  at.watches.want(at.folder, 'viewer')
  await live(at)
  for (let file = 0; file < 10_000; file += 1) {
    writeFileSync(path.join(at.folder, `f${file}`), '')
  }
  await expect.poll(() => new Set(at.told).size, { timeout: 20_000 }).toBe(10_000)
  expect(at.scanned.length).toBeLessThan(500)
})

test('a folder is watched once for all who want it, and no more when the last one leaves', async () => {
  let [started, stopped] = [0, 0]
  const native: NativeWatch = {
    start: () => {
      started += 1
      return Promise.resolve(() => {
        stopped += 1
        return Promise.resolve()
      })
    },
  }
  const at = watching({ native })
  at.watches.want(at.folder, 'viewer')
  at.watches.want(at.folder, 'turn')
  await live(at)
  at.watches.leave(at.folder, 'viewer')
  expect([started, stopped, at.left]).toEqual([1, 0, []])
  at.watches.leave(at.folder, 'turn')
  await expect.poll(() => stopped).toBe(1)
  expect([at.left, at.watches.state(at.folder)]).toEqual([[at.folder], null])
})

test('where the system has no room for more watches, it says so and the folder is looked at from time to time', async () => {
  const native: NativeWatch = {
    start: () => Promise.reject(new Error('inotify_add_watch on "/x" failed: No space left on device')),
  }
  const at = watching({ native })
  at.watches.want(at.folder, 'viewer')
  await expect.poll(() => at.watches.state(at.folder)?.mode).toBe('polling')
  expect(at.watches.state(at.folder)?.reason).toContain('max_user_watches')
  expect(at.problems).toHaveLength(1)
  at.looks.result = { ...nothing, news: [news('later.ts')] }
  at.time.pass(2_000)
  await expect.poll(() => at.told).toEqual(['later.ts'])
})

test('a network mount, and a folder with very many folders, are polled and say so; one that is too large is not', async () => {
  const reasons: Options[] = [
    { silent: 'NFS' },
    { look: { ...nothing, folders: 100_000 } },
    { look: { ...nothing, is_too_large: true } },
  ]
  const said = []
  for (const options of reasons) {
    const at = watching(options)
    at.watches.want(at.folder, 'viewer')
    await expect.poll(() => at.watches.state(at.folder)?.mode).toBe('polling')
    said.push(at.watches.state(at.folder)?.reason)
  }
  expect(said).toEqual([
    expect.stringMatching(/^It lies on NFS.*after a few seconds\.$/),
    expect.stringMatching(/^It has very many folders/),
    expect.stringMatching(/more files than Homeport looks at/),
  ])
})

test('file systems that tell nobody are known by their number', async () => {
  expect(await silentFileSystem('/x', () => Promise.resolve(0x6969))).toBe('NFS')
  expect(await silentFileSystem('/x', () => Promise.resolve(0x65735546))).toBe('FUSE')
  // Some systems give it with a sign.
  expect(await silentFileSystem('/x', () => Promise.resolve(0xff534d42 | 0))).toBe('CIFS')
  expect(await silentFileSystem('/x', () => Promise.resolve(0xef53))).toBeNull()
  expect(await silentFileSystem('/x', () => Promise.reject(new Error('gone')))).toBeNull()
})
