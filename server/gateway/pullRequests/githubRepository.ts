import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { PullRequest } from '#shared/operations/pullRequest.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { GithubAddress } from '../auth/github/githubApi.ts'
import { type RawAnswer, isLimited, readAnswer, requestGithub, unusable } from '../auth/github/githubHttp.ts'
import type { Grant } from './grants.ts'

/** A branch of a repository at GitHub, asked about in a person’s name. */
export interface GithubBranch {
  readonly address: GithubAddress
  readonly grant: Grant
  readonly owner: string
  readonly repository: string
  readonly branch: string
}

const text = (most: number) => z.string().transform((whole) => whole.slice(0, most))

const Pull = z.object({
  number: z.number().int().positive(),
  title: text(500),
  html_url: z.string(),
  state: z.enum(['open', 'closed']),
  draft: z.boolean().nullish(),
  merged_at: z.string().nullish(),
  base: z.object({ ref: text(300) }),
  head: z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }),
})
type Pull = z.infer<typeof Pull>

const Runs = z.object({
  check_runs: z.array(
    z.object({
      name: text(200),
      status: z.string(),
      conclusion: z.string().nullish(),
      html_url: z.string().nullish(),
    }),
  ),
})

const Statuses = z.object({
  statuses: z.array(z.object({ context: text(200), state: z.string(), target_url: z.string().nullish() })),
})

type Read = Extract<ResultOf<'pull_request.read'>, { kind: 'ready' }>
type Check = Read['checks'][number]

/** The newest pull request of the branch. @throws HomeportError as GitHub answers. */
export async function readPullRequest(of: GithubBranch): Promise<Read> {
  const query = new URLSearchParams({ head: `${of.owner}:${of.branch}`, state: 'all', per_page: '1' })
  const [pull] = understood(z.array(Pull), await get(of, `pulls?${query.toString()}`))
  const { login } = of.grant
  if (pull === undefined) {
    return { kind: 'ready', login, pull_request: null, checks: [] }
  }
  // A person may be let see the pull request and not its checks.
  const checks = await checksOf(of, pull.head.sha).catch(withoutChecks)
  return { kind: 'ready', login, pull_request: shown(of, pull), checks }
}

/** @throws all that nobody expects, and that the sign-in is over. */
function withoutChecks(error: unknown): Check[] {
  if (error instanceof HomeportError && error.code !== 'AUTH_001') {
    return []
  }
  throw error
}

async function checksOf(of: GithubBranch, sha: string): Promise<Check[]> {
  const [runs, statuses] = await Promise.all([
    get(of, `commits/${sha}/check-runs?per_page=100`),
    get(of, `commits/${sha}/status?per_page=100`),
  ])
  return [
    ...understood(Runs, runs).check_runs.map((run): Check => ({
      name: run.name,
      state: run.status === 'completed' ? stateOf(run.conclusion ?? '') : 'waiting',
      url: safeUrl(run.html_url),
    })),
    ...understood(Statuses, statuses).statuses.map((status): Check => ({
      name: status.context,
      state: stateOf(status.state),
      url: safeUrl(status.target_url),
    })),
  ]
}

function stateOf(word: string): Check['state'] {
  switch (word) {
    case 'success':
      return 'passed'
    case 'neutral':
    case 'skipped':
    case 'stale':
      return 'skipped'
    case 'pending':
    case '':
      return 'waiting'
    default:
      return 'failed'
  }
}

function safeUrl(url: string | null | undefined): string | null {
  return url !== null && url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:'
    ? new URL(url).href.slice(0, 2_000)
    : null
}

export interface Draft {
  readonly title: string
  readonly body: string
  readonly base?: string | undefined
  readonly draft: boolean
}

/** @throws HomeportError SESSION_003 with what GitHub refuses; otherwise as GitHub answers. */
export async function createPullRequest(of: GithubBranch, { title, body, base, draft }: Draft): Promise<PullRequest> {
  const onto = base ?? understood(z.object({ default_branch: z.string() }), await get(of, '')).default_branch
  if (onto === of.branch) {
    throw new HomeportError(
      'SESSION_003',
      `${onto} is the branch that a pull request would go onto. Nothing was made. Push to a new branch first.`,
      { details: { reason: 'protected' } },
    )
  }
  const asked = { title, body, head: of.branch, base: onto, draft }
  const answer = await requestGithub(addressOf(of, 'pulls'), {
    method: 'POST',
    headers: { ...headersOf(of), 'content-type': 'application/json' },
    body: JSON.stringify(asked),
    max_bytes: MAX_BYTES,
  })
  if (answer.status === 422 || isRefusal(answer)) {
    throw refused(answer, 'GitHub makes no pull request')
  }
  return shown(of, understood(Pull, readAnswer(answer.status === 201 ? { ...answer, status: 200 } : answer)))
}

const Refusal = z.object({
  message: z.string().default(''),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
})

/** Of this alone, such as for want of a permission: what the person gave is as good as before. */
function isRefusal(answer: RawAnswer): boolean {
  return answer.status === 404 || (answer.status === 403 && !isLimited(answer))
}

function refused({ text: said, status }: RawAnswer, what: string): HomeportError {
  if (status === 404) {
    return new HomeportError('SESSION_003', HIDDEN, { details: { reason: 'hidden' } })
  }
  let words = ''
  try {
    const { message, errors } = Refusal.parse(JSON.parse(said))
    words = errors.flatMap((error) => error.message ?? []).join(' ') || message
  } catch {
    words = 'it gave no reason.'
  }
  return new HomeportError('SESSION_003', `${what}: ${words.slice(0, 500)}`, {
    details: { reason: 'refused' },
  })
}

const HIDDEN =
  'GitHub does not show this repository to your account. Look at the remote’s address, and whether its organisation lets this app in.'

/** A hundred checks, or a pull request with a long text, are more than a profile. */
const MAX_BYTES = 2 * 1024 * 1024

async function get(of: GithubBranch, path: string): Promise<unknown> {
  const answer = await requestGithub(addressOf(of, path), { headers: headersOf(of), max_bytes: MAX_BYTES })
  if (isRefusal(answer)) {
    throw refused(answer, 'GitHub does not show this')
  }
  return readAnswer(answer)
}

function addressOf({ address, owner, repository }: GithubBranch, path: string): string {
  const base = `${address.api_url}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repository)}`
  return path === '' ? base : `${base}/${path}`
}

function headersOf({ grant }: GithubBranch): Record<string, string> {
  return { 'x-github-api-version': '2022-11-28', authorization: `Bearer ${grant.token}` }
}

/** Its page is GitHub’s own, made from parts: nothing is believed of an address in an answer. */
function shown({ address, owner, repository }: GithubBranch, pull: Pull): PullRequest {
  const { number, title, state, draft, merged_at, base } = pull
  const isMerged = merged_at !== null && merged_at !== undefined
  return {
    number,
    title,
    url: `${address.base_url}/${owner}/${repository}/pull/${number}`,
    state: isMerged ? 'merged' : state === 'closed' ? 'closed' : draft === true ? 'draft' : 'open',
    base: base.ref,
  }
}

function understood<T extends z.ZodType>(schema: T, answer: unknown): z.infer<T> {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) {
    throw unusable('its answer is not one of GitHub', parsed.error)
  }
  return parsed.data
}
