import { Milestone } from '#shared/operations/autoCommit.ts'
import { zeroed } from '../../git/reading/status.ts'
import type { Git } from '../../git/running/git.ts'
import { TRAILER } from '../committing/message.ts'
import { MILESTONES } from '../committing/milestones.ts'
import { SIDE, revision } from '../committing/place.ts'

/** A point of a side ref, with all that tells whether it may go. */
export interface ChainedPoint {
  readonly commit: string
  /** Seconds since 1970. */
  readonly time: number
  /** The point before it; null: it is the first one. */
  readonly before: string | null
  /** The commit of the branch from which it goes on; null: the one of the point before it. */
  readonly base: string | null
  readonly changes: readonly Change[]
}

/** Of a file, between a point and the one before it (or its base, where it is the first). */
interface Change {
  /** Its bytes, one character each. */
  readonly path: string
  readonly from: string
  readonly to: string
}

export interface SideRef {
  readonly ref: string
  readonly tip: string
}

/** More points than this are looked at the next time, once those before have gone. */
const MOST = 20_000
const BYTES = 256 * 2 ** 20

export async function sideRefs(git: Git): Promise<readonly SideRef[]> {
  const printed = (await git.read(['for-each-ref', '--format=%(objectname) %(refname)', SIDE])).toString('utf8')
  return printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ tip: line.slice(0, line.indexOf(' ')), ref: line.slice(line.indexOf(' ') + 1) }))
}

/** What keeps a commit also where no point does. */
async function elsewhere(git: Git): Promise<readonly string[]> {
  const head = await revision(git, 'HEAD')
  return ['--branches', '--remotes', '--tags', ...(head === null ? [] : [head])]
}

/** The points of a ref that nothing else keeps, the oldest first. A person's commits among them end it: they are no points. */
export async function chainOf(git: Git, tip: string): Promise<readonly ChainedPoint[]> {
  const format = ['%H', '%ct', '%P', `%(trailers:key=${TRAILER},valueonly,separator=%x20)`].join('%x00')
  const args = ['log', '-z', '--no-show-signature', '--no-mailmap', `--max-count=${MOST}`, `--format=${format}`]
  const fields = (await git.read([...args, tip, '--not', ...(await elsewhere(git)), '--'], { max_bytes: BYTES }))
    .toString('utf8')
    .split('\0')
  const known = new Map<string, Logged>()
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [commit = '', time = '0', parents = '', trailer = ''] = fields.slice(at, at + 4)
    if (trailer.trim() !== '') {
      known.set(commit, { time: Number(time), parents: parents.split(' ').filter(Boolean) })
    }
  }
  return withChanges(git, linksFrom(tip, known).toReversed())
}

interface Logged {
  readonly time: number
  readonly parents: readonly string[]
}

/** From a point back to the first one. */
function linksFrom(tip: string, known: ReadonlyMap<string, Logged>): Omit<ChainedPoint, 'changes'>[] {
  const links: Omit<ChainedPoint, 'changes'>[] = []
  let commit: string | null = tip
  let point = known.get(tip)
  while (commit !== null && point !== undefined) {
    const { time, parents }: Logged = point
    const last: string | undefined = parents.at(-1)
    const before: string | null = last !== undefined && known.has(last) ? last : null
    links.push({ commit, time, before, base: parents.length > 1 || before === null ? (parents[0] ?? null) : null })
    commit = before
    point = before === null ? undefined : known.get(before)
  }
  return links
}

async function withChanges(
  git: Git,
  links: readonly Omit<ChainedPoint, 'changes'>[],
): Promise<readonly ChainedPoint[]> {
  const input = links.map(({ commit, before, base }) => `${commit} ${before ?? base ?? ''}\n`).join('')
  const args = ['diff-tree', '--stdin', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--root']
  const printed = links.length === 0 ? Buffer.alloc(0) : await git.read(args, { input, max_bytes: BYTES })
  const changes = new Map<string, Change[]>()
  let current: Change[] = []
  let entry: readonly string[] | null = null
  for (const field of zeroed(printed)) {
    const text = field.toString('latin1')
    if (entry !== null) {
      current.push({ path: text, from: entry[2] ?? '', to: entry[3] ?? '' })
      entry = null
    } else if (text.startsWith(':')) {
      entry = text.split(' ')
    } else {
      current = []
      changes.set(text.trim(), current)
    }
  }
  return links.map((link) => ({ ...link, changes: changes.get(link.commit) ?? [] }))
}

/** Those of the commits that no branch, remote or tag has. */
export async function lonelyAmong(git: Git, commits: readonly string[]): Promise<ReadonlySet<string>> {
  if (commits.length === 0) {
    return new Set()
  }
  const input = [...commits, ''].join('\n')
  const args = ['rev-list', '--stdin', '--not', ...(await elsewhere(git))]
  const printed = await git.read(args, { input, max_bytes: BYTES })
  const there = new Set(printed.toString('latin1').split('\n'))
  return new Set(commits.filter((one) => there.has(one)))
}

/** What was marked as reached at these commits: its refs. */
export async function marksOf(git: Git): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  const marks = new Map<string, Milestone[]>()
  const printed = await git.read(['for-each-ref', '--format=%(refname)', MILESTONES], { max_bytes: BYTES })
  for (const line of printed.toString('utf8').split('\n')) {
    const [kind, commit = ''] = line.slice(MILESTONES.length + 1).split('/')
    const milestone = Milestone.safeParse(kind).data
    if (milestone !== undefined) {
      marks.set(commit, [...(marks.get(commit) ?? []), milestone])
    }
  }
  return marks
}
