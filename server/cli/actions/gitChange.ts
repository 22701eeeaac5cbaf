import { HomeportError } from '#shared/errors.ts'
import type { GitBranch, GitFile, GitStatus } from '#shared/operations/git.ts'
import { checked } from './credential.ts'
import { type GitFlags, answer, begin } from './git.ts'

export interface PathFlags extends GitFlags {
  readonly paths: readonly string[]
  readonly all?: true | undefined
}

/** @throws HomeportError as `git.stage`; HTTP_002 where nothing is named. */
export async function stageIn(session: string, flags: PathFlags): Promise<void> {
  await choose(session, flags, { row: 'git.stage', done: 'Staged', isMeant: ({ unstaged }) => unstaged !== null })
}

/** @throws HomeportError as `git.unstage`; HTTP_002 where nothing is named. */
export async function unstageIn(session: string, flags: PathFlags): Promise<void> {
  await choose(session, flags, { row: 'git.unstage', done: 'Unstaged', isMeant: ({ staged }) => staged !== null })
}

interface Choice {
  readonly row: 'git.stage' | 'git.unstage'
  readonly done: string
  /** Of `--all`. */
  readonly isMeant: (file: GitFile) => boolean
}

async function choose(session: string, flags: PathFlags, { row, done, isMeant }: Choice): Promise<void> {
  const { paths: named, all = false } = flags
  if (all === named.length > 0) {
    throw new HomeportError('HTTP_002', 'Name the files, or say --all. Nothing was changed.')
  }
  const { server, asked } = await begin(session, flags)
  const { session_id } = asked
  const found = all ? allOf(await server.call('git.status', { session_id }), isMeant) : null
  const paths = found?.paths ?? named
  const success = { success: true } as const
  const result = paths.length === 0 ? success : await server.call(row, checked(row, { session_id, paths }))
  const said = paths.length === 0 ? 'There is nothing to change.' : `${done}: ${listed(paths)}`
  const left_out = found?.left_out ?? []
  const left = left_out.length === 0 ? '' : `\nIn conflict, and left as they are: ${listed(left_out)}`
  answer(flags, { ...result, paths, left_out }, said + left)
}

/**
 * What `--all` means: a renamed file with its place before, and nothing in conflict, which would count as resolved with the marks in
 * it. @throws HomeportError HTTP_002 where status names not all.
 */
function allOf({ files, more }: GitStatus, isMeant: Choice['isMeant']) {
  if (more > 0) {
    throw new HomeportError(
      'HTTP_002',
      `More files have changed than --all takes (${files.length}). Name them. Nothing was changed.`,
    )
  }
  const meant = files.filter(isMeant)
  return {
    paths: meant
      .filter((file) => !file.is_conflict)
      .flatMap(({ path, from }) => (from === null ? [path] : [from, path])),
    left_out: meant.filter((file) => file.is_conflict).map(({ path }) => path),
  }
}

const MOST_NAMED = 20

function listed(paths: readonly string[]): string {
  const more = paths.length > MOST_NAMED ? [`and ${paths.length - MOST_NAMED} more`] : []
  return [...paths.slice(0, MOST_NAMED), ...more].join(', ')
}

/** @throws HomeportError as `git.branches`. */
export async function branchesOf(
  session: string,
  flags: GitFlags & { readonly search?: string | undefined },
): Promise<void> {
  const { server, asked } = await begin(session, flags)
  const { session_id } = asked
  const found = await server.call('git.branches', checked('git.branches', { session_id, q: flags.search ?? '' }))
  const more = found.more > 0 ? [`and ${found.more} more: --search finds them`] : []
  answer(flags, found, [...found.branches.map(lineOf), ...more].join('\n') || 'There is no such branch.')
}

function lineOf({ name, is_current, is_elsewhere, upstream, ahead, behind, commit, subject }: GitBranch): string {
  const mark = is_current ? '*' : is_elsewhere ? '+' : ' '
  const follows = upstream === null ? '' : ` [${upstream}: ${ahead} ahead, ${behind} behind]`
  return `${mark} ${name} ${commit.slice(0, 9)}${follows} ${subject}`
}

export interface SwitchFlags extends GitFlags {
  readonly branch: string
  readonly create?: true | undefined
  readonly from?: string | undefined
  readonly stash?: true | undefined
}

/** @throws HomeportError as `git.switch` and `git.create_branch`. */
export async function switchIn(session: string, flags: SwitchFlags): Promise<void> {
  const { branch: name, create = false, from, stash = false } = flags
  if (create ? stash : from !== undefined) {
    const message = create ? '--create takes changes along: there is no --stash.' : '--from goes with --create.'
    throw new HomeportError('HTTP_002', `${message} Nothing was changed.`)
  }
  const { server, asked } = await begin(session, flags)
  const { session_id } = asked
  if (create) {
    const wanted = checked('git.create_branch', { session_id, name, ...(from === undefined ? {} : { from }) })
    const made = await server.call('git.create_branch', wanted, { waits: 'for others' })
    answer(flags, made, `On the new branch ${made.branch}.`)
    return
  }
  const done = await server.call('git.switch', checked('git.switch', { session_id, name, stash }), {
    waits: 'for others',
  })
  answer(flags, done, `On ${done.branch}.${done.stashed ? ' What was in the way was put aside: git stash --list' : ''}`)
}

export interface StashFlags extends GitFlags {
  readonly message?: string | undefined
  readonly list?: true | undefined
  readonly apply?: string | undefined
  readonly drop?: true | undefined
}

/** Returns 1 where files are in conflict, and names them. @throws HomeportError as `git.stash` and `git.stash_apply`. */
export async function stashIn(session: string, flags: StashFlags): Promise<number> {
  const { message = '', list = false, apply, drop = false } = flags
  if ((drop && apply === undefined) || [list, apply !== undefined, message !== ''].filter(Boolean).length > 1) {
    throw new HomeportError('HTTP_002', 'Say one of --message, --list and --apply; --drop goes with --apply.')
  }
  if (list) {
    return listStashes(session, flags)
  }
  return apply === undefined ? putAside(session, flags) : bringBack(session, { ...flags, apply })
}

async function listStashes(session: string, flags: StashFlags): Promise<number> {
  const { server, asked } = await begin(session, flags)
  const found = await server.call('git.stashes', { session_id: asked.session_id })
  const lines = found.stashes.map(({ stash_id, at, message }) => `${stash_id} ${at.slice(0, 10)} ${message}`)
  answer(flags, found, lines.join('\n') || 'Nothing was put aside.')
  return 0
}

async function bringBack(session: string, flags: StashFlags & { readonly apply: string }): Promise<number> {
  const { server, asked } = await begin(session, flags)
  const { apply: stash_id, drop = false } = flags
  const wanted = checked('git.stash_apply', { session_id: asked.session_id, stash_id, drop })
  const done = await server.call('git.stash_apply', wanted, { waits: 'for others' })
  const inConflict = `In conflict:\n${done.conflicts.map((path) => `  ${path}`).join('\n')}`
  answer(flags, done, done.outcome === 'done' ? 'It is back.' : inConflict)
  return done.outcome === 'done' ? 0 : 1
}

async function putAside(session: string, flags: StashFlags): Promise<number> {
  const { server, asked } = await begin(session, flags)
  const wanted = checked('git.stash', { session_id: asked.session_id, message: flags.message ?? '' })
  const done = await server.call('git.stash', wanted, { waits: 'for others' })
  answer(flags, done, done.stash_id === null ? 'There were no changes.' : `Put aside as ${done.stash_id}.`)
  return 0
}
