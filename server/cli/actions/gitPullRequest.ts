import { HomeportError } from '#shared/errors.ts'
import type { PullRequest } from '#shared/operations/pullRequest.ts'
import { checked } from './credential.ts'
import { type GitFlags, answer, begin } from './git.ts'

export interface PullRequestFlags extends GitFlags {
  readonly title?: string | undefined
  readonly body?: string | undefined
  readonly base?: string | undefined
  readonly head?: string | undefined
  readonly draft?: true | undefined
  readonly own?: true | undefined
}

const WHY_NOT = {
  not_github: 'This branch goes to no GitHub that is set up here.',
  not_granted: 'Homeport may not act at GitHub for you yet. Connect GitHub on the page, where a pull request is made.',
} as const

/** Returns 1 where there is none, or one of its checks has failed. @throws HomeportError as `pull_request.read` and `pull_request.create`. */
export async function pullRequestOf(session: string, flags: PullRequestFlags): Promise<number> {
  const { title, body, base, head, draft = false, own = false } = flags
  if (title === undefined && [body, base, head].some((one) => one !== undefined)) {
    throw new HomeportError('HTTP_002', 'A new pull request needs a --title. Nothing was made.')
  }
  const { server, asked } = await begin(session, flags)
  const { session_id } = asked
  if (title !== undefined) {
    const named = Object.entries({ body, base, head }).filter(([, value]) => value !== undefined)
    const into = own ? 'own' : 'parent'
    const wanted = { session_id, title, draft, into, ...Object.fromEntries(named) }
    const made = await server.call('pull_request.create', checked('pull_request.create', wanted), {
      waits: 'for others',
    })
    answer(flags, made, lineOf(made))
    return 0
  }
  const found = await server.call('pull_request.read', { session_id }, { waits: 'for others' })
  if (found.kind !== 'ready') {
    answer(flags, found, WHY_NOT[found.kind])
    return 1
  }
  const { pull_request, checks, into } = found
  if (pull_request === null) {
    answer(flags, found, `There is none yet. --title "…" makes one in ${into}.`)
    return 1
  }
  const lines = checks.map(({ name, state, url }) => `  ${state}: ${name}${url === null ? '' : ` ${url}`}`)
  answer(flags, found, [lineOf(pull_request), ...lines].join('\n'))
  return checks.some(({ state }) => state === 'failed') ? 1 : 0
}

function lineOf({ number, title, url, state, base, repository }: PullRequest): string {
  return `#${number} ${title} (${state}, into ${base} of ${repository})\n${url}`
}
