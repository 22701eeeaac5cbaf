import { onTestFinished } from 'vitest'
import { CLIENT_ID, CLIENT_SECRET, FakeGithub } from '#test/fakes/github/github.ts'
import { type Answer, type TestGateway, type TestGatewayOptions, localCall, startTestGateway } from './gateway.ts'

export interface SignedIn {
  readonly access_token: string
  readonly refresh_token: string
  readonly expires_in: number
  readonly user: { readonly id: string; readonly username: string; readonly role: string }
  /** As the browser would send it. */
  readonly cookie: string
}

/** A gateway whose people sign in at a stand-in of GitHub. */
export interface GithubWorld extends TestGateway {
  readonly github: FakeGithub
  /** Runs an operation as the person at the machine. */
  readonly local: (name: Parameters<TestGateway['gateway']['dispatch']['run']>[0], params?: object) => Promise<unknown>
  /** Begins the redirect way as a browser: where it is sent, and the cookie it keeps. */
  readonly begin: () => Promise<{ readonly url: string; readonly cookie: string }>
  /** The whole redirect way by POST, as the account. */
  readonly enter: (account: number) => Promise<Answer>
  /** The same, signed in. @throws Error when it was refused. */
  readonly signInAs: (account: number) => Promise<SignedIn>
}

/** Account 1 is `octocat`, 2 `hubot`; both closed when the running test is over. `secret`: the redirect way works. */
export async function startGithubWorld(
  options: TestGatewayOptions & { readonly secret?: boolean; readonly interval?: number } = {},
): Promise<GithubWorld> {
  const github = new FakeGithub(options.interval === undefined ? {} : { interval: options.interval })
  await github.start()
  onTestFinished(() => github.close())
  github.addAccount(1, 'octocat')
  github.addAccount(2, 'hubot', null)
  const gateway = await startTestGateway({ ...options, env: { ...github.environment, ...options.env } })
  const local: GithubWorld['local'] = async (name, params = {}) =>
    gateway.gateway.dispatch.run(name, params, localCall(gateway.gateway.owner))
  if (options.secret !== false) {
    await local('github.configure', { client_id: CLIENT_ID, client_secret: CLIENT_SECRET })
  }
  const begin: GithubWorld['begin'] = async () => {
    const answer = await gateway.ask('GET', '/auth/github')
    return {
      url: answer.headers.get('location') ?? '',
      cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
    }
  }
  const enter: GithubWorld['enter'] = async (account) => {
    github.visitor = account
    const { url, cookie } = await begin()
    const back = github.decide(url, 'approve').searchParams
    return gateway.ask('POST', '/auth/github/callback', {
      headers: { cookie },
      body: { code: back.get('code'), state: back.get('state') },
    })
  }
  return {
    ...gateway,
    github,
    local,
    begin,
    enter,
    signInAs: async (account) => {
      const answer = await enter(account)
      if (answer.status !== 200) {
        throw new Error(`The sign-in was refused: ${JSON.stringify(answer.body)}`)
      }
      return { ...(answer.body as Omit<SignedIn, 'cookie'>), cookie: sessionCookieOf(answer) }
    },
  }
}

/** The session cookie that an answer sets; empty when it sets none. */
export function sessionCookieOf(answer: Answer): string {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  return cookies.findLast((cookie) => cookie.startsWith('homeport_session_')) ?? ''
}

/** The code of an error answer. */
export function codeOf(answer: Answer): string {
  return (answer.body as { error: { code: string } }).error.code
}
