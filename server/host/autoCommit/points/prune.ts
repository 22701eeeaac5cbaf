import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Milestone } from '#shared/operations/autoCommit.ts'
import type { Git } from '../../git/running/git.ts'
import { MILESTONES } from '../committing/milestones.ts'
import { type ChainedPoint, type SideRef, chainOf, lonelyAmong, marksOf, sideRefs } from './chain.ts'
import { type PointRetention, mayGo } from './mayGo.ts'

/**
 * Takes points that are too old or too many off their refs, never one that is the only place of work. Those after them are made
 * anew with the same contents, words and times; each ref moves in one step with its marks, and only where nobody else moved it. Git
 * itself removes what went, after `gc.reflogExpireUnreachable` (30 days). Returns how many went.
 */
export async function prunePoints(git: Git, asked: PointRetention & { readonly now: number }): Promise<number> {
  let gone = 0
  for (const side of await sideRefs(git)) {
    const chain = await chainOf(git, side.tip)
    const bases = chain.flatMap(({ base }) => (base === null ? [] : [base]))
    const going = mayGo({ ...asked, chain, lonely: await lonelyAmong(git, bases) })
    if (going.size > 0 && (await withoutThese(git, side, { chain, going }))) {
      gone += going.size
    }
  }
  return gone
}

interface Pruned {
  readonly chain: readonly ChainedPoint[]
  readonly going: ReadonlySet<string>
}

/** False: somebody moved the ref meanwhile, and nothing was changed. */
async function withoutThese(git: Git, { ref, tip }: SideRef, { chain, going }: Pruned): Promise<boolean> {
  const texts = await commitTexts(git, chain)
  const made = new Map<string, string>()
  const written: Buffer[] = []
  let before: string | null = null
  let base: string | null = null
  for (const point of chain) {
    base = point.base ?? base
    if (going.has(point.commit)) {
      continue
    }
    const parents: readonly (string | null)[] = [base, before]
    const raw = withParents(texts.get(point.commit) ?? Buffer.alloc(0), parents)
    before = idOf(raw, point.commit.length)
    made.set(point.commit, before)
    written.push(raw)
    base = null
  }
  await writeCommits(git, written)
  const moves = movesOf(await marksOf(git), { going, made })
  const input = [`update ${ref} ${made.get(tip) ?? tip} ${tip}`, ...moves, ''].join('\n')
  const args = ['update-ref', '--create-reflog', '-m', 'older points removed by Homeport', '--stdin']
  return (await git.try('staging', { args, input })).code === 0
}

async function commitTexts(git: Git, chain: readonly ChainedPoint[]): Promise<ReadonlyMap<string, Buffer>> {
  const input = chain.map(({ commit }) => `${commit}\n`).join('')
  const printed = await git.read(['cat-file', '--batch'], { input, max_bytes: 256 * 2 ** 20 })
  const texts = new Map<string, Buffer>()
  for (let at = 0; at < printed.length;) {
    const end = printed.indexOf(0x0a, at)
    const [commit = '', , size = '0'] = printed.subarray(at, end).toString('latin1').split(' ')
    texts.set(commit, printed.subarray(end + 1, end + 1 + Number(size)))
    at = end + 1 + Number(size) + 1
  }
  return texts
}

/** `parent` lines stand in the header of a commit, after its `tree` (gitformat-commit). */
function withParents(text: Buffer, parents: readonly (string | null)[]): Buffer {
  const end = text.indexOf('\n\n')
  const [tree = '', ...lines] = text.subarray(0, end).toString('latin1').split('\n')
  const named = parents.flatMap((one) => (one === null ? [] : [`parent ${one}`]))
  const header = [tree, ...named, ...lines.filter((line) => !line.startsWith('parent '))].join('\n')
  return Buffer.concat([Buffer.from(header, 'latin1'), text.subarray(end)])
}

function idOf(raw: Buffer, length: number): string {
  const hash = createHash(length === 40 ? 'sha1' : 'sha256')
  return hash.update(`commit ${raw.length}\0`).update(raw).digest('hex')
}

async function writeCommits(git: Git, raws: readonly Buffer[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'homeport-points-'))
  try {
    const names = raws.map((_raw, at) => path.join(folder, String(at)))
    for (const [at, raw] of raws.entries()) {
      await writeFile(names[at] ?? '', raw, { mode: 0o600 })
    }
    const args = ['hash-object', '-t', 'commit', '-w', '--no-filters', '--stdin-paths']
    await git.run('staging', { args, input: `${names.join('\n')}\n` })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Moved {
  readonly going: ReadonlySet<string>
  readonly made: ReadonlyMap<string, string>
}

/** What was reached stays said of what stays. */
function movesOf(marks: ReadonlyMap<string, readonly Milestone[]>, { going, made }: Moved): readonly string[] {
  return [...marks].flatMap(([commit, milestones]) =>
    milestones.flatMap((milestone) => {
      const after = made.get(commit)
      if (after === commit || (after === undefined && !going.has(commit))) {
        return []
      }
      const removed = `delete ${MILESTONES}/${milestone}/${commit} ${commit}`
      return after === undefined ? [removed] : [removed, `create ${MILESTONES}/${milestone}/${after} ${after}`]
    }),
  )
}
