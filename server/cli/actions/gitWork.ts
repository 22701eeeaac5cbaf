import type { GitFile, GitStatus } from '#shared/operations/git.ts'
import { HomeportError } from '#shared/errors.ts'
import { counted } from '#shared/text/plural.ts'
import { type GitFlags, answer, begin } from './git.ts'

/** Returns 1 where files are in conflict. @throws HomeportError SESSION_003 where there is no repository. */
export async function statusOf(session: string, flags: GitFlags): Promise<number> {
  const { server, asked } = await begin(session, flags)
  const status = await server.call('git.status', asked)
  if (status.repository === null) {
    throw new HomeportError('SESSION_003', status.problem ?? 'This folder is in no Git repository.')
  }
  const lines = linesOf(status)
  answer(flags, status, [headOf(status.repository), ...lines].join('\n'))
  return status.conflicts_outside.length > 0 || status.files.some(({ is_conflict }) => is_conflict) ? 1 : 0
}

function headOf(repository: NonNullable<GitStatus['repository']>): string {
  const { branch, head, upstream, ahead, behind, under_way, git_version } = repository
  const at = branch ?? head?.slice(0, 9) ?? 'no commit yet'
  const follows = upstream === null ? '' : `, ${ahead} ahead of ${upstream}, ${behind} behind`
  const waits = under_way === null ? '' : `, a ${under_way.replace('_', '-')} is under way`
  return `${at}${follows}${waits} (git ${git_version})`
}

function linesOf({ files, more, outside, conflicts_outside }: GitStatus): string[] {
  return [
    ...files.map((file) => `  ${whatOf(file)} ${file.path}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...conflicts_outside.map((path) => `  in conflict, outside of this folder: :/${path}`),
    ...(outside > 0 ? [`  ${outside} changed outside of this folder`] : []),
    ...(files.length + more + outside === 0 ? ['  everything is committed'] : []),
  ]
}

function whatOf({ is_conflict, staged, unstaged }: GitFile): string {
  const parts = [...(staged === null ? [] : [`staged: ${staged}`]), ...(unstaged === null ? [] : [unstaged])]
  return is_conflict ? 'in conflict:' : `${parts.join(', ').replaceAll('_', ' ')}:`
}

export interface CommitFlags extends GitFlags {
  readonly message: string
  readonly all?: true | undefined
  readonly amend?: true | undefined
  readonly signOff?: true | undefined
}

/** @throws HomeportError as `git.commit`. */
export async function commitOf(session: string, flags: CommitFlags): Promise<void> {
  const { server, asked } = await begin(session, flags)
  const { message, all = false, amend = false, signOff: sign_off = false } = flags
  const done = await server.call('git.commit', { ...asked, message, all, amend, sign_off }, { waits: 'for others' })
  const files = counted(done.files, { one: '# file', other: '# files' })
  answer(flags, done, `${done.commit.slice(0, 9)} on ${done.branch ?? 'no branch'}: ${files}.`)
}

/** Returns 1 where files are in conflict again, and names them. @throws HomeportError as `git.continue`. */
export async function continueIn(session: string, flags: GitFlags): Promise<number> {
  const { server, asked } = await begin(session, flags)
  const done = await server.call('git.continue', asked, { waits: 'for others' })
  const { outcome, conflicts, outside = 0 } = done
  if (outcome !== 'conflicts') {
    answer(flags, done, outcome === 'empty' ? 'It changes nothing here any more.' : 'Done.')
    return 0
  }
  const more = outside > 0 ? [`  ${outside} outside of the session's folder: homeport git status names them`] : []
  answer(flags, done, `In conflict:\n${[...conflicts.map((path) => `  ${path}`), ...more].join('\n')}`)
  return 1
}

/** @throws HomeportError as `git.abort`. */
export async function abortIn(session: string, flags: GitFlags): Promise<void> {
  const { server, asked } = await begin(session, flags)
  const done = await server.call('git.abort', asked, { waits: 'for others' })
  const { aborted } = done
  const what =
    aborted === 'conflicts' ? 'What came back in conflict was given up' : `The ${aborted.replace('_', '-')} was aborted`
  answer(flags, done, `${what}. What was in the files is kept for 30 days: the page brings it back.`)
}
