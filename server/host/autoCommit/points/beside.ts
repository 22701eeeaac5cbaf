import { HomeportError } from '#shared/errors.ts'
import { type Git, failureOf } from '../../git/running/git.ts'
import { sessionOf } from '../committing/message.ts'
import { SIDE, revision } from '../committing/place.ts'

/** A repository with more is left as it is. */
const MOST_COMMITS = 10_000
/** Nobody waits for it. */
const LOOKING_MS = 120_000
const MOST_BYTES = 64 * 1024 * 1024
/** About 25 million objects. What comes after counts as nowhere else. */
const MOST_ELSEWHERE_BYTES = 1024 * 1024 * 1024

/** A replacement (git-replace(1)) is how a history is shown: what counts is what is kept. */
const AS_KEPT = { env: { GIT_NO_REPLACE_OBJECTS: '1' }, timeout_ms: LOOKING_MS, max_bytes: MOST_BYTES } as const

/** A commit beside all branches that is neither pushed, tagged nor on the main branch. */
export interface BesideCommit {
  readonly commit: string
  /** The first one is what its changes are counted from. */
  readonly parents: readonly string[]
  /** Seconds since 1970. */
  readonly time: number
  /** Empty: it is none of Homeport's, a person made it anew, or it is on a branch by now. */
  readonly session_id: string
  /** Names of the contents that it brings. null: also a mode that changed, or where a submodule stands. */
  readonly brings: readonly string[] | null
}

export interface Beside {
  /** Those before come first. */
  readonly commits: readonly BesideCommit[]
  /** As Git keeps them. */
  readonly texts: ReadonlyMap<string, Buffer>
  /** Where something counts as being elsewhere. */
  readonly there: readonly string[]
}

/**
 * What lies beside branches. Nothing where it is too much to look through.
 * @throws HomeportError SESSION_003 where it cannot be read, or where its history is shown as another one than is kept (grafts).
 */
export async function lookBeside(git: Git): Promise<Beside> {
  const there = await elsewhere(git)
  const range = [`--glob=${SIDE}`, '--not', ...there]
  const count = ['rev-list', '--count', `--max-count=${MOST_COMMITS + 1}`, ...range]
  if (Number((await git.read(count, AS_KEPT)).toString('latin1')) > MOST_COMMITS) {
    return { commits: [], texts: new Map(), there }
  }
  const changes = await changesOf(git, range)
  const onBranches = await listed(git, ['--branches', '--not', ...there])
  const input = changes.map(({ commit }) => `${commit}\n`).join('')
  const texts = batched(await git.read(['cat-file', '--batch'], { ...AS_KEPT, input }))
  const commits = changes.map(({ commit, parents, brings }) => {
    const kept = readKept(texts.get(commit))
    if (kept.parents.join(' ') !== parents.join(' ')) {
      throw new HomeportError('SESSION_003', SHOWN_OTHERWISE)
    }
    return { commit, parents, brings, time: kept.time, session_id: onBranches.has(commit) ? '' : kept.session_id }
  })
  return { commits, texts, there }
}

const SHOWN_OTHERWISE =
  'The history of this repository is shown as another one than is kept (grafts, or a shallow clone). No points were removed.'

/** Those of which each content that they bring is elsewhere as well. @throws HomeportError SESSION_003 where it cannot be read. */
export async function broughtElsewhere(
  git: Git,
  { commits, there }: Beside,
  asked: readonly BesideCommit[],
): Promise<readonly string[]> {
  // Of boundaries Git leaves out the last state alone: what was there in between is looked for.
  const unique = await listed(git, ['--objects', '--no-object-names', `--glob=${SIDE}`, '--not', ...there])
  const wanted = new Set(asked.flatMap(({ brings }) => (brings ?? []).filter((content) => unique.has(content))))
  const found = wanted.size === 0 ? wanted : await foundThere(git, { commits, there }, wanted)
  return asked
    .filter(({ brings }) => brings?.every((content) => !unique.has(content) || found.has(content)) === true)
    .map(({ commit }) => commit)
}

/** Which of these came there since the first commit that points stand on; what is older counts as nowhere else. */
async function foundThere(
  git: Git,
  { commits, there }: Pick<Beside, 'commits' | 'there'>,
  wanted: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const since = await oldestBelow(git, commits)
  const found = new Set<string>()
  let rest = ''
  const onOutput = (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    lines.filter((line) => wanted.has(line)).forEach((line) => found.add(line))
  }
  const args = ['rev-list', '--objects', '--no-object-names', ...there, ...(since === null ? [] : ['--not', since])]
  const ended = await git.try('reading', { ...AS_KEPT, args, onOutput, max_bytes: MOST_ELSEWHERE_BYTES })
  if (ended.code !== 0 && ended.why !== 'too_long' && ended.why !== 'too_much') {
    throw failureOf(ended)
  }
  return found
}

/** null: they stand on nothing that is elsewhere. */
async function oldestBelow(git: Git, commits: readonly BesideCommit[]): Promise<string | null> {
  const inside = new Set(commits.map(({ commit }) => commit))
  const below = new Set(commits.flatMap(({ parents }) => parents.filter((parent) => !inside.has(parent))))
  if (below.size === 0) {
    return null
  }
  const input = [...below, ''].join('\n')
  const sorted = await git.read(['rev-list', '--no-walk', '--stdin'], { ...AS_KEPT, input })
  return sorted.toString('latin1').trim().split('\n').at(-1) ?? null
}

async function listed(git: Git, args: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await git.read(['rev-list', ...args], AS_KEPT)).toString('latin1').split('\n'))
}

/** What a person has pushed or tagged, and the main branch. */
async function elsewhere(git: Git): Promise<readonly string[]> {
  const named = await git.try('reading', { args: ['config', '--get', 'init.defaultBranch'] })
  const names = new Set(['main', 'master', named.output.toString('utf8').trim()])
  const there = await Promise.all([...names].map((name) => revision(git, `refs/heads/${name}`)))
  return ['--remotes', '--tags', ...there.filter((commit) => commit !== null)]
}

type Changes = Pick<BesideCommit, 'commit' | 'parents' | 'brings'>

async function changesOf(git: Git, range: readonly string[]): Promise<readonly Changes[]> {
  const log = await git.read(
    [
      'log',
      '--topo-order',
      '--reverse',
      '--no-show-signature',
      '--root',
      '--raw',
      '--no-abbrev',
      '--no-renames',
      '--ignore-submodules=none',
      '--diff-merges=first-parent',
      // Names of files are quoted where they hold such a character.
      '--format=%x01%H %P',
      ...range,
      '--',
    ],
    AS_KEPT,
  )
  return log
    .toString('latin1')
    .split('\u0001')
    .slice(1)
    .map((text) => {
      const [names = '', ...lines] = text.split('\n')
      const [commit = '', ...parents] = names.trim().split(' ')
      return { commit, parents, brings: broughtBy(lines.filter((line) => line.startsWith(':'))) }
    })
}

const SUBMODULE = '160000'
const NONE = '000000'

/** Lines of `--raw`: `:100644 100644 OLD NEW M\tpath`. */
function broughtBy(lines: readonly string[]): BesideCommit['brings'] {
  const brings: string[] = []
  for (const line of lines) {
    const [before = '', after = '', , content = ''] = line.slice(1).split(/[ \t]/)
    if (after === SUBMODULE || (before !== after && before !== NONE && after !== NONE)) {
      return null
    }
    if (after !== NONE) {
      brings.push(content)
    }
  }
  return brings
}

/** What `cat-file --batch` prints, by name. */
function batched(output: Buffer): ReadonlyMap<string, Buffer> {
  const texts = new Map<string, Buffer>()
  for (let at = 0; at < output.length;) {
    const end = output.indexOf('\n', at)
    const [name = '', kind, size = '0'] = output.toString('latin1', at, end).split(' ')
    if (kind !== 'commit') {
      throw new HomeportError('SESSION_003', 'A point of this repository cannot be read. No points were removed.')
    }
    texts.set(name, output.subarray(end + 1, end + 1 + Number(size)))
    at = end + Number(size) + 2
  }
  return texts
}

/**
 * A commit that was amended, picked or rebased keeps when it was written first, and has another time at which it was committed: that
 * is no longer Homeport's. Nor is one whose message somebody wrote anew.
 */
function readKept(text: Buffer = Buffer.alloc(0)): Pick<BesideCommit, 'parents' | 'time' | 'session_id'> {
  const all = text.toString('latin1')
  const end = all.indexOf('\n\n')
  const header = all.slice(0, end).split('\n')
  const valuesOf = (name: string) =>
    header.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  const timeOf = (name: string) => valuesOf(name).at(0)?.split(' ').slice(-2).join(' ') ?? ''
  const isAsMade = timeOf('author') === timeOf('committer')
  return {
    parents: valuesOf('parent'),
    time: Number(timeOf('committer').split(' ')[0]),
    session_id: isAsMade ? sessionOf(all.slice(end + 2)) : '',
  }
}
