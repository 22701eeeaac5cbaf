import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { PullRequest } from '#shared/operations/pullRequest.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { type GithubRepository, getOf, madeIn, postTo, understood } from './githubCalls.ts'

/** A branch of it, where it was pushed to. */
export interface GithubBranch extends GithubRepository {
  readonly branch: string
  /** Others that the workstation knows, as `owner/name`: of several that a fork comes from, the one of them is meant. */
  readonly known: readonly string[]
}

const Name = z.string().regex(/^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/)
const Origin = z.object({ name: Name, owner: z.object({ login: Name }) }).nullish()
const Repository = z.object({ fork: z.boolean().nullish(), parent: Origin, source: Origin })

/** Where a pull request of the branch goes: a fork’s, as GitHub itself says, into what it comes from. No remote decides that alone. */
export async function intoOf(of: GithubBranch): Promise<GithubRepository> {
  const { address, grant } = of
  const { fork, parent, source } = understood(Repository, await getOf(of, ''))
  const origins = fork === true ? [parent, source].filter((one) => one !== null && one !== undefined) : []
  const origin = origins.find((one) => of.known.includes(`${one.owner.login}/${one.name}`)) ?? origins[0]
  return origin === undefined ? of : { address, grant, owner: origin.owner.login, repository: origin.name }
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
  const goesInto = await intoOf(of)
  const { login } = of.grant
  const into = nameOf(goesInto)
  // Of a fork there may be one within it, too.
  for (const one of nameOf(of) === into ? [of] : [goesInto, of]) {
    const [pull] = understood(z.array(Pull), await getOf(one, `pulls?${query.toString()}`))
    if (pull !== undefined) {
      // A person may be let see the pull request and not its checks.
      const checks = await checksOf(one, pull.head.sha).catch(withoutChecks)
      return { kind: 'ready', login, into, pull_request: shown(one, pull), checks }
    }
  }
  return { kind: 'ready', login, into, pull_request: null, checks: [] }
}

function nameOf({ owner, repository }: Pick<GithubRepository, 'owner' | 'repository'>): string {
  return `${owner}/${repository}`
}

/** @throws all that nobody expects, and that the sign-in is over. */
function withoutChecks(error: unknown): Check[] {
  if (error instanceof HomeportError && error.code !== 'AUTH_001') {
    return []
  }
  throw error
}

async function checksOf(of: GithubRepository, sha: string): Promise<Check[]> {
  const [runs, statuses] = await Promise.all([
    getOf(of, `commits/${sha}/check-runs?per_page=100`),
    getOf(of, `commits/${sha}/status?per_page=100`),
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
  /** parent: into what a fork comes from. own: into the repository of the branch. */
  readonly into: 'parent' | 'own'
}

/** @throws HomeportError SESSION_003 with what GitHub refuses; otherwise as GitHub answers. */
export async function createPullRequest(of: GithubBranch, draft: Draft): Promise<PullRequest> {
  const { title, body, base } = draft
  const into = draft.into === 'own' ? of : await intoOf(of)
  const onto = base ?? understood(z.object({ default_branch: z.string() }), await getOf(into, '')).default_branch
  const isOwn = nameOf(into) === nameOf(of)
  if (isOwn && onto === of.branch) {
    throw new HomeportError(
      'SESSION_003',
      `${onto} is the branch that a pull request would go onto. Nothing was made. Push to a new branch first.`,
      { details: { reason: 'protected' } },
    )
  }
  const head = isOwn ? of.branch : `${of.owner}:${of.branch}`
  const asked = { title, body, head, base: onto, draft: draft.draft }
  const answer = await postTo(into, 'pulls', asked)
  return shown(into, understood(Pull, madeIn(answer, 'GitHub makes no pull request')))
}

/** Its page is GitHub’s own, made from parts: nothing is believed of an address in an answer. */
function shown({ address, owner, repository }: GithubRepository, pull: Pull): PullRequest {
  const { number, title, state, draft, merged_at, base } = pull
  const isMerged = merged_at !== null && merged_at !== undefined
  return {
    number,
    title,
    url: `${address.base_url}/${owner}/${repository}/pull/${number}`,
    state: isMerged ? 'merged' : state === 'closed' ? 'closed' : draft === true ? 'draft' : 'open',
    base: base.ref,
    repository: nameOf({ owner, repository }),
  }
}
