import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { getCACertificates } from 'node:tls'
import type { Authorization, Client, axios as axiosOfLibrary } from 'acme-client'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import { CARRIED_EXTRA_CA, type Environment, EXTRA_CA } from '#server/platform/environment/ownVariables.ts'
import { extraAuthorities } from '#server/platform/outbound/extraAuthorities.ts'
import { outboundEnvironment } from '#server/platform/outbound/outboundEnvironment.ts'
import { proxyFor } from '#server/platform/outbound/proxies.ts'
import { VERSION } from '#server/platform/version.ts'
import { type ServingCertificate, assertPair } from '../certificate.ts'
import type { ChallengeAnswers } from './challenge.ts'

/** One answer of an authority; more is a fault of the line. */
const ANSWER_WITHIN_MS = 30_000

/** An order that is checked by people's name servers takes seconds; one that is stuck may be tried again later. */
const POLLS = { backoffAttempts: 30, backoffMin: 500, backoffMax: 5_000 }

/** What is wanted of whom. */
export interface AcmeOrder {
  readonly directory_url: string
  /** An authority of the owner's own: what signs its web address, PEM. */
  readonly ca_file: string | null
  readonly email: string | null
  readonly names: readonly string[]
}

export interface AcmeOrderDeps {
  /** PEM. */
  readonly accountKey: string
  readonly answers: ChallengeAnswers
  /** Called with each step, in a sentence for the owner. */
  readonly report: (step: string) => void
  readonly signal: AbortSignal
}

/**
 * Gets a certificate with a fresh key. The owner agreed to the terms of service before.
 * @throws Error with the authority's words, the signal's reason when it is aborted.
 */
export async function orderCertificate(order: AcmeOrder, deps: AcmeOrderDeps): Promise<ServingCertificate> {
  const { signal } = deps
  signal.throwIfAborted()
  const over = new AbortController()
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal })
  })
  try {
    return await Promise.race([runOrder(order, deps), aborted])
  } finally {
    over.abort()
  }
}

/** Where an authority's terms can be read; null: it has none. @throws Error when it cannot be reached. */
export async function termsOf(order: Pick<AcmeOrder, 'directory_url' | 'ca_file'>): Promise<string | null> {
  const { crypto } = await import('acme-client')
  const client = await clientOf(order, String(await crypto.createPrivateEcdsaKey()))
  // Unset where an authority has none, whatever the library's types say.
  const terms: string | null | undefined = await client.getTermsOfServiceUrl()
  return terms ?? null
}

async function runOrder(order: AcmeOrder, { accountKey, answers, report, signal }: AcmeOrderDeps) {
  const { crypto } = await import('acme-client')
  report('Asking the authority…')
  const client = await clientOf(order, accountKey)
  await client.createAccount({
    termsOfServiceAgreed: true,
    ...(order.email === null ? {} : { contact: [`mailto:${order.email}`] }),
  })
  const placed = await client.createOrder({ identifiers: order.names.map((value) => ({ type: 'dns', value })) })
  for (const authorization of await client.getAuthorizations(placed)) {
    if (!order.names.includes(authorization.identifier.value)) {
      throw new Error('it asks about a name that was not ordered')
    }
    if (authorization.status !== 'valid') {
      signal.throwIfAborted()
      report(`Proving that ${authorization.identifier.value} leads here…`)
      await prove(client, authorization, { answers, signal })
    }
  }
  signal.throwIfAborted()
  report('Fetching the certificate…')
  const [key, csr] = await crypto.createCsr({ altNames: [...order.names] }, await crypto.createPrivateEcdsaKey())
  const cert = await client.getCertificate(await client.finalizeOrder(placed, csr))
  const pair = { cert, key: String(key) }
  assertPair(pair, 'What the authority sent')
  return pair
}

async function prove(
  client: Client,
  authorization: Authorization,
  { answers, signal }: Pick<AcmeOrderDeps, 'answers' | 'signal'>,
): Promise<void> {
  const challenge = authorization.challenges.find(({ type }) => type === answers.type)
  if (challenge === undefined) {
    throw new Error(`it offers no ${answers.type} for ${authorization.identifier.value}`)
  }
  const proof = {
    name: authorization.identifier.value,
    token: challenge.token,
    answer: await client.getChallengeKeyAuthorization(challenge),
  }
  try {
    await answers.present(proof, signal)
    signal.throwIfAborted()
    await client.completeChallenge(challenge)
    await client.waitForValidStatus(challenge)
  } finally {
    await answers.withdraw(proof)
  }
}

async function clientOf(order: Pick<AcmeOrder, 'directory_url' | 'ca_file'>, accountKey: string): Promise<Client> {
  const { axios, Client: AcmeClient } = await import('acme-client')
  const env = await outboundEnvironment()
  const company = extraAuthorities(env[EXTRA_CA] ?? env[CARRIED_EXTRA_CA] ?? '')
  const own = order.ca_file === null ? [] : [read(order.ca_file)]
  // The library has one HTTP client for all: only one order runs at a time.
  axios.defaults.httpsAgent = new Agent(
    company === null && own.length === 0 ? {} : { ca: [...(company ?? getCACertificates('default')), ...own] },
  )
  axios.defaults.proxy = proxyOf(order.directory_url, env)
  axios.defaults.timeout = ANSWER_WITHIN_MS
  axios.defaults.headers.common['User-Agent'] = `homeport/${VERSION}`
  // Our own delays grow over hours; its retries would only hold up a person who mistyped an address.
  Object.assign(axios.defaults, { acmeSettings: { retryMaxAttempts: 1, retryDefaultDelay: 1 } })
  return new AcmeClient({ directoryUrl: order.directory_url, accountKey, ...POLLS })
}

/** In the library's words; false: directly, whatever it reads in the environment itself. */
function proxyOf(address: string, env: Environment): AxiosProxyConfig | false {
  const proxy = proxyFor(address, env)
  if (proxy === null) {
    return false
  }
  const { protocol, hostname: host, username, password } = proxy
  const port = Number(proxy.port || (protocol === 'https:' ? 443 : 80))
  const auth = { username: decodeURIComponent(username), password: decodeURIComponent(password) }
  return { protocol, host, port, ...(username === '' ? {} : { auth }) }
}

type AxiosProxyConfig = Exclude<AxiosDefaults['proxy'], false | undefined>
type AxiosDefaults = (typeof axiosOfLibrary)['defaults']

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HomeportError('CERT_001', `${file} cannot be read: ${failureText(cause)}.`, { cause })
  }
}
