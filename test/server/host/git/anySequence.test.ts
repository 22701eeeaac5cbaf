import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { AutoCommitted } from '#shared/operations/autoCommit.ts'
import { restorePoint as restore } from '#server/host/autoCommit/points/points.ts'
import { Git } from '#server/host/git/running/git.ts'
import { autoCommitIn } from '#test/support/host/autoCommitWorld.ts'
import { GitWorld, SESSION, person } from '#test/support/host/gitWorld.ts'

const at = { session_id: SESSION }
const NAMES = ['a.txt', 'b.txt', 'new.txt']

/** The same numbers for the same seed. */
function dice(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Lines = readonly string[]
/** What a file is: in the index and in the folder. null: it is not there. */
interface Model {
  index: Lines | null
  folder: Lines | null
}

/** Lines of Homeport’s diff, chosen by chance; what the file is then, by the plainest reading of that diff. */
function choose(
  lines: readonly { kind: string; text: string; old: number | null; new: number | null }[],
  roll: (below: number) => number,
) {
  const chosen = lines.map(({ kind }) => kind !== 'same' && kind !== 'gap' && roll(2) === 1)
  const applied = lines.filter((line, index) => line.kind === 'same' || (line.kind === 'added') === chosen[index])
  const without = lines.filter((line, index) => line.kind === 'same' || (line.kind === 'added') !== chosen[index])
  const numbers = {
    removed: lines.flatMap((line, index) => (chosen[index] && line.kind === 'removed' ? [line.old ?? 0] : [])),
    added: lines.flatMap((line, index) => (chosen[index] && line.kind === 'added' ? [line.new ?? 0] : [])),
  }
  const isAll = lines.every((line, index) => line.kind === 'same' || chosen[index])
  return { numbers, applied: applied.map((line) => line.text), reverted: without.map((line) => line.text), isAll }
}

/** The diff is one between what the model says: nothing else is staged or thrown away. */
function sides(lines: readonly { kind: string; text: string }[]) {
  return {
    old: lines.filter(({ kind }) => kind !== 'added').map(({ text }) => text),
    fresh: lines.filter(({ kind }) => kind !== 'removed').map(({ text }) => text),
  }
}

const text = (lines: Lines | null) => (lines === null ? null : lines.map((line) => `${line}\n`).join(''))

function inIndex(world: GitWorld, name: string): string | null {
  return world.git('ls-files', '--', name) === '' ? null : world.index(name)
}

function inCommit(world: GitWorld, commit: string, name: string): string | null {
  return world.git('ls-tree', commit, '--', name) === '' ? null : world.git('show', `${commit}:${name}`)
}

describe('after any sequence, index and folder are what a model says, and nothing that lay in the folder is lost', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('%i', async (seed) => {
    const roll = dice(seed * 7919)
    const world = GitWorld.with({ 'a.txt': '1\n2\n3\n4\n5\n6\n', 'b.txt': 'x\ny\nz\n' })
    const head = new Map<string, Lines>([
      ['a.txt', ['1', '2', '3', '4', '5', '6']],
      ['b.txt', ['x', 'y', 'z']],
    ])
    const model = new Map<string, Model>(
      NAMES.map((name) => [name, { index: head.get(name) ?? null, folder: head.get(name) ?? null }]),
    )
    const seen = new Set<string>()
    const discards: { id: string; name: string; before: Lines | null; after: Lines | null }[] = []
    const told: [unknown, unknown][] = []
    const points: { commit: string; tree: (readonly [string, string | null])[] }[] = []
    const aside: { id: string; head: string; before: [string, Model][] }[] = []
    let step = 0
    for (; step < 30; step++) {
      const name = NAMES[roll(NAMES.length)] ?? ''
      const file = model.get(name) as Model
      const ways = [edit, stageWhole, stageLines, unstageWhole, unstageLines, discardLines, discardWhole, undo]
      const more = [putAside, bringBack, commitBeside, commitOnto, restorePoint]
      await [...ways, ...more][roll(ways.length + more.length)]?.(name, file)
      for (const [each, { index, folder }] of model) {
        expect({ each, step, index: inIndex(world, each) }).toEqual({ each, step, index: text(index) })
        expect(existsSync(world.file(each)) ? world.read(each) : null).toBe(text(folder))
      }
    }
    expect(told.map(([is]) => is)).toEqual(told.map(([, right]) => right))
    // Every content that was ever thrown away is still an object that a ref reaches.
    const kept = world.git('for-each-ref', '--format=%(refname)', 'refs/homeport/discarded').split('\n').filter(Boolean)
    const contents = new Set(
      kept.flatMap((ref) => world.git('ls-tree', '-r', '--format=%(objectname)', ref).split('\n').filter(Boolean)),
    )
    const texts = new Set(
      [...contents].map((id) =>
        execFileSync('git', ['-C', world.folder, 'cat-file', 'blob', id], { env: world.env }).toString(),
      ),
    )
    for (const lost of seen) {
      expect(texts).toContain(lost)
    }
    // So is every content that was ever committed by itself, and what each restored branch has is what lay there then.
    const reached = new Set(world.git('rev-list', '--all').split('\n').filter(Boolean))
    for (const { commit, tree } of points) {
      expect(reached).toContain(commit)
      expect(tree.map(([each]) => [each, inCommit(world, commit, each)])).toEqual(tree)
    }

    async function edit(name: string, file: Model) {
      const lines = [...(file.folder ?? [])]
      for (let times = 1 + roll(3); times > 0; times--) {
        const line = roll(lines.length + 1)
        lines.splice(line, roll(3) === 0 ? 1 : 0, ...(roll(4) === 0 ? [] : [`${step}-${roll(1000)}`]))
      }
      file.folder = lines
      world.write(name, text(lines) ?? '')
    }

    async function stageWhole(name: string, file: Model) {
      if (text(file.folder) !== text(file.index)) {
        await world.rows['git.stage']({ ...at, paths: [name] }, person)
        file.index = file.folder
      }
    }

    async function unstageWhole(name: string, file: Model) {
      const before = head.get(name) ?? null
      if (text(file.index) !== text(before)) {
        await world.rows['git.unstage']({ ...at, paths: [name] }, person)
        file.index = before
      }
    }

    async function stageLines(name: string, file: Model) {
      const { lines, diff_id } = await world.diff(name, 'working', 1000)
      const { numbers, applied, isAll } = choose(lines, roll)
      expect(lines.length > 0 ? sides(lines) : null).toEqual(
        lines.length > 0 ? { old: file.index ?? [], fresh: file.folder ?? [] } : null,
      )
      if (lines.length > 0) {
        await world.rows['git.stage']({ ...at, paths: [name], diff_id, lines: numbers }, person)
        file.index = isAll ? file.folder : applied
      }
    }

    async function unstageLines(name: string, file: Model) {
      const { lines, diff_id } = await world.diff(name, 'staged', 1000)
      const { numbers, reverted, isAll } = choose(lines, roll)
      if (lines.length > 0) {
        await world.rows['git.unstage']({ ...at, paths: [name], diff_id, lines: numbers }, person)
        file.index = isAll ? (head.get(name) ?? null) : reverted
      }
    }

    async function discardLines(name: string, file: Model) {
      const { lines, diff_id } = await world.diff(name, 'working', 1000)
      const { numbers, reverted, isAll } = choose(lines, roll)
      if (lines.length > 0) {
        const before = file.folder
        const { discard_id } = await world.rows['git.discard'](
          { ...at, paths: [name], diff_id, lines: numbers },
          person,
        )
        file.folder = isAll ? file.index : reverted
        threw({ id: discard_id, name, before, after: file.folder })
      }
    }

    async function discardWhole(name: string, file: Model) {
      if (text(file.folder) !== text(file.index)) {
        const before = file.folder
        const { discard_id } = await world.rows['git.discard']({ ...at, paths: [name] }, person)
        file.folder = file.index
        threw({ id: discard_id, name, before, after: file.folder })
      }
    }

    /** What lies in the folder now, as the point has to have it. */
    function remember({ commits }: AutoCommitted) {
      const last = commits.at(-1)
      if (last !== undefined) {
        points.push({ commit: last.commit, tree: NAMES.map((each) => [each, text(model.get(each)?.folder ?? null)]) })
      }
    }

    async function commitBeside() {
      const done = await autoCommitIn(world)
      expect([done.problem, done.skipped]).toEqual([null, []])
      remember(done)
    }

    async function commitOnto() {
      const staged = NAMES.filter((each) => text(model.get(each)?.index ?? null) !== text(head.get(each) ?? null))
      const done = await autoCommitIn(world, { target: 'branch' })
      expect(done.problem).toBeNull()
      for (const [each, file] of model) {
        if (!staged.includes(each) && text(file.folder) !== text(file.index)) {
          file.index = file.folder
          committed(each, file.folder)
        }
      }
      if (staged.length === 0) {
        remember(done)
      }
    }

    function committed(name: string, lines: Lines | null) {
      if (lines === null) {
        head.delete(name)
      } else {
        head.set(name, lines)
      }
    }

    async function restorePoint() {
      const point = points[roll(points.length)]
      if (point !== undefined) {
        const branch = `restored-${step}`
        const git = new Git(world.folder, { environment: async () => world.env })
        told.push([await restore(git, { commit: point.commit, branch }), branch])
        told.push([world.git('rev-parse', branch).trim(), point.commit])
      }
    }

    async function undo() {
      const last = discards.pop()
      if (last === undefined) {
        return
      }
      const undone = await world.rows['git.undo_discard']({ ...at, discard_id: last.id }, person)
      const file = model.get(last.name) as Model
      const isSame = text(file.folder) === text(last.after)
      told.push([undone, isSame ? { restored: [last.name], left: [] } : { restored: [], left: [last.name] }])
      file.folder = isSame ? last.before : file.folder
    }

    function isAsCommitted(): boolean {
      return [...model].every(([name, { index, folder }]) =>
        [index, folder].every((lines) => text(lines) === text(head.get(name) ?? null)),
      )
    }

    async function putAside() {
      if (isAsCommitted()) {
        return
      }
      const before = [...model].map(([name, file]): [string, Model] => [name, { ...file }])
      const { stash_id } = await world.rows['git.stash']({ ...at, message: '' }, person)
      aside.push({ id: stash_id ?? '', head: world.git('rev-parse', 'HEAD'), before })
      for (const [name, file] of model) {
        file.index = head.get(name) ?? null
        file.folder = file.index
      }
      if (roll(2) === 1) {
        // What leaves the list is kept, and comes back onto it.
        await world.rows['git.stash_drop']({ ...at, stash_id: stash_id ?? '' }, person)
        world.git('-c', 'gc.pruneExpire=now', 'gc', '-q')
        await world.rows['git.stash_restore']({ ...at, stash_id: stash_id ?? '' }, person)
      }
    }

    async function bringBack() {
      if (!isAsCommitted()) {
        return
      }
      const last = aside.pop()
      // Onto another commit it may be in conflict: that is Git's to say.
      if (last !== undefined && last.head === world.git('rev-parse', 'HEAD')) {
        await world.rows['git.stash_apply']({ ...at, stash_id: last.id, drop: true }, person)
        last.before.forEach(([name, file]) => model.set(name, file))
      }
    }

    function threw(one: (typeof discards)[number]) {
      discards.push(one)
      const lost = text(one.before)
      if (lost !== null) {
        seen.add(lost)
      }
    }
  })
})
