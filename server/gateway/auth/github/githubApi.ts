import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { GithubProfile } from '../store/accounts.ts'
import { type RawAnswer, requestGithub, readAnswer, unusable } from './githubHttp.ts'

const Account = z.object({
  id: z.number().int().positive(),
  login: z.string().min(1).max(100),
  avatar_url: z.string().max(1000).nullish(),
  email: z.string().max(320).nullish(),
})
const Emails = z.array(z.object({ email: z.string().max(320), primary: z.boolean(), verified: z.boolean() }))
const NotFound = z.object({ message: z.literal('Not Found') })
const Failure = z.object({ error: z.string(), interval: z.number().optional() })

const DeviceStart = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1).max(50),
  verification_uri: z.url({ protocol: /^https?$/ }),
  expires_in: z.number().int().positive(),
  interval: z.number().int().nonnegative().default(5),
})
export type DeviceStart = z.infer<typeof DeviceStart>

/** What GitHub says to a poll. `slow_down`: wait at least `interval` seconds from now on. */
export type DevicePoll =
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow_down'; readonly interval: number | null }
  | { readonly kind: 'approved'; readonly token: string }
  | { readonly kind: 'ended'; readonly error: HomeportError }

/** Where GitHub is: github.com, or an Enterprise server. */
export interface GithubServer {
  readonly base_url: string
  readonly api_url: string
}

/** Where GitHub is, and as which OAuth app. */
export interface GithubAddress extends GithubServer {
  readonly client_id: string
}

/**
 * The few requests made to GitHub. Every call is bounded in time and size, follows no redirect, and fails with
 * AUTH_007 when GitHub cannot be had, RATE_001 when it has enough of us, AUTH_001 when it refuses.
 */
export interface GithubApi {
  startDevice(address: GithubAddress, scope?: string): Promise<DeviceStart>
  pollDevice(address: GithubAddress, deviceCode: string): Promise<DevicePoll>
  /** Whose token it is. */
  whoIs(address: GithubAddress, token: string): Promise<GithubProfile>
  /** An account by its number, without any token; null when GitHub itself says that there is none any more. */
  lookUp(address: GithubServer, githubId: number): Promise<GithubProfile | null>
  /** An account by its name of today, without any token; null when there is no such account. */
  lookUpName(address: GithubServer, login: string): Promise<GithubProfile | null>
}

export function createGithubApi(): GithubApi {
  return { startDevice, pollDevice, whoIs, lookUp, lookUpName }
}

async function startDevice(address: GithubAddress, scope = 'user:email'): Promise<DeviceStart> {
  const answer = await postForm(`${address.base_url}/login/device/code`, {
    client_id: address.client_id,
    scope,
  })
  const failure = Failure.safeParse(answer)
  if (failure.success) {
    throw deviceFailure(failure.data.error)
  }
  return understood(DeviceStart, answer)
}

async function pollDevice(address: GithubAddress, deviceCode: string): Promise<DevicePoll> {
  const answer = await postForm(`${address.base_url}/login/oauth/access_token`, {
    client_id: address.client_id,
    device_code: deviceCode,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  })
  const failure = Failure.safeParse(answer)
  if (!failure.success) {
    return { kind: 'approved', token: understood(z.object({ access_token: z.string().min(1) }), answer).access_token }
  }
  switch (failure.data.error) {
    case 'authorization_pending':
      return { kind: 'pending' }
    case 'slow_down':
      return { kind: 'slow_down', interval: failure.data.interval ?? null }
    default:
      return { kind: 'ended', error: deviceFailure(failure.data.error) }
  }
}

async function whoIs(address: GithubAddress, token: string): Promise<GithubProfile> {
  const account = understood(Account, await getJson(`${address.api_url}/user`, token))
  return { ...profileOf(account), email: account.email ?? (await primaryEmail(address, token)) }
}

async function lookUp(address: GithubServer, githubId: number): Promise<GithubProfile | null> {
  const profile = await findAccount(`${address.api_url}/user/${githubId}`)
  if (profile !== null && profile.github_id !== githubId) {
    throw unusable('it answers with another account')
  }
  return profile
}

async function lookUpName(address: GithubServer, login: string): Promise<GithubProfile | null> {
  const profile = await findAccount(`${address.api_url}/users/${encodeURIComponent(login)}`)
  if (profile !== null && profile.login.toLowerCase() !== login.toLowerCase()) {
    throw unusable('it answers with another account')
  }
  return profile
}

async function findAccount(url: string): Promise<GithubProfile | null> {
  const response = await requestGithub(url, { headers: apiHeaders })
  return response.status === 404 && isGithubsOwn(response) ? null : profileOf(understood(Account, readAnswer(response)))
}

/** Proxies and servers that are no GitHub say 404 too, and must not cost anybody their access. */
function isGithubsOwn({ text }: RawAnswer): boolean {
  try {
    return NotFound.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}

/** The e-mail address is optional: a person who hides it signs in all the same. */
async function primaryEmail(address: GithubAddress, token: string): Promise<string | null> {
  try {
    const emails = understood(Emails, await getJson(`${address.api_url}/user/emails`, token))
    return emails.find((one) => one.primary && one.verified)?.email ?? null
  } catch (error) {
    if (error instanceof HomeportError) {
      return null
    }
    throw error
  }
}

function profileOf(account: z.infer<typeof Account>): GithubProfile {
  return { github_id: account.id, login: account.login, avatar_url: account.avatar_url ?? null }
}

async function postForm(url: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
  return readAnswer(await requestGithub(url, { method: 'POST', body: new URLSearchParams(fields) }))
}

const apiHeaders = { 'x-github-api-version': '2022-11-28' }

async function getJson(url: string, token: string): Promise<unknown> {
  return readAnswer(await requestGithub(url, { headers: { ...apiHeaders, authorization: `Bearer ${token}` } }))
}

function understood<T extends z.ZodType>(schema: T, answer: unknown): z.infer<T> {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) {
    throw unusable('its answer is not one of GitHub', parsed.error)
  }
  return parsed.data
}

const deviceFailures: Readonly<Record<string, string>> = {
  access_denied: 'The sign-in was refused at GitHub. Start again if that was a mistake.',
  expired_token: 'The code was not entered in time. Start again for a new one.',
  incorrect_device_code: 'GitHub does not know this code any more. Start again for a new one.',
  device_flow_disabled:
    'The GitHub OAuth app does not allow sign-in by code. Its owner switches on "Enable Device Flow" in its settings at GitHub.',
  incorrect_client_credentials:
    'GitHub does not know the OAuth app that is set up here. The owner names the right one with: homeport github --client-id ID',
}

function deviceFailure(error: string): HomeportError {
  return new HomeportError('AUTH_001', deviceFailures[error] ?? 'GitHub refused this sign-in. Start again.', {
    details: { reason: error.slice(0, 100) },
  })
}
