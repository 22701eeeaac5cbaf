import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { GithubAddress } from '../auth/github/githubApi.ts'
import { type RawAnswer, isLimited, readAnswer, requestGithub, unusable } from '../auth/github/githubHttp.ts'
import type { Grant } from './grants.ts'

/** A repository at GitHub, asked about in a person’s name. */
export interface GithubRepository {
  readonly address: GithubAddress
  readonly grant: Grant
  readonly owner: string
  readonly repository: string
}

/** A hundred checks, or a pull request with a long text, are more than a profile. */
const MAX_BYTES = 2 * 1024 * 1024

/** The JSON of what lies there. @throws HomeportError SESSION_003 where GitHub refuses this alone; otherwise as it answers. */
export async function getOf(of: GithubRepository, path: string): Promise<unknown> {
  const answer = await requestGithub(addressOf(of, path), { headers: headersOf(of), max_bytes: MAX_BYTES })
  if (isRefusal(answer)) {
    throw refused(answer, 'GitHub does not show this')
  }
  return readAnswer(answer)
}

/** What GitHub answers, whatever it is. */
export function postTo(of: GithubRepository, path: string, body: object): Promise<RawAnswer> {
  return requestGithub(addressOf(of, path), {
    method: 'POST',
    headers: { ...headersOf(of), 'content-type': 'application/json' },
    body: JSON.stringify(body),
    max_bytes: MAX_BYTES,
  })
}

/** What GitHub answers, whatever it is. */
export function deleteOf(of: GithubRepository, path: string): Promise<RawAnswer> {
  return requestGithub(addressOf(of, path), { method: 'DELETE', headers: headersOf(of) })
}

function addressOf({ address, owner, repository }: GithubRepository, path: string): string {
  const base = `${address.api_url}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repository)}`
  return path === '' ? base : `${base}/${path}`
}

function headersOf({ grant }: GithubRepository): Record<string, string> {
  return { 'x-github-api-version': '2022-11-28', authorization: `Bearer ${grant.token}` }
}

/** The JSON of what was made. @throws HomeportError SESSION_003 beginning with `what` where GitHub refuses; otherwise as it answers. */
export function madeIn(answer: RawAnswer, what: string): unknown {
  if (answer.status === 422 || isRefusal(answer)) {
    throw refused(answer, what)
  }
  return readAnswer(answer.status === 201 ? { ...answer, status: 200 } : answer)
}

const Refusal = z.object({
  message: z.string().default(''),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
})

/** Of this alone, such as for want of a permission: what the person gave is as good as before. */
export function isRefusal(answer: RawAnswer): boolean {
  return answer.status === 404 || (answer.status === 403 && !isLimited(answer))
}

export function refused({ text: said, status }: RawAnswer, what: string): HomeportError {
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

export function understood<T extends z.ZodType>(schema: T, answer: unknown): z.infer<T> {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) {
    throw unusable('its answer is not one of GitHub', parsed.error)
  }
  return parsed.data
}
