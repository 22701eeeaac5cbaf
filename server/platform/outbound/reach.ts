import type { Environment } from '../environment/ownVariables.ts'
import { failureCode, failureText } from '../failure.ts'
import { outboundFetch } from './outboundFetch.ts'

/** Whether anybody answers at an address; `reason`: why not, as the end of a sentence. */
export type Reach =
  | { readonly kind: 'reachable'; readonly host: string; readonly status: number; readonly ms: number }
  | { readonly kind: 'unreachable'; readonly host: string; readonly reason: string }

/** Who takes longer to say anything at all is not there for those who wait. */
const WITHIN_MS = 8_000

/**
 * Asks for the first page of the server that an address is on, the way that the environment names: a name, a connection, TLS
 * and any answer at all. Sends neither path nor credential. Never throws.
 */
export async function reach(address: string, env: Environment, withinMs = WITHIN_MS): Promise<Reach> {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return { kind: 'unreachable', host: 'the address', reason: 'it is not one of http or https' }
  }
  const { host, origin } = url
  const began = performance.now()
  try {
    const signal = AbortSignal.timeout(withinMs)
    const { status, body } = await outboundFetch(`${origin}/`, { signal, redirect: 'manual' }, env)
    await body?.cancel()
    return { kind: 'reachable', host, status, ms: Math.round(performance.now() - began) }
  } catch (error) {
    return { kind: 'unreachable', host, reason: reasonOf(error, withinMs) }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name is not known, as is without a network',
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection is cut',
  EPIPE: 'the connection is cut',
  UND_ERR_SOCKET: 'the connection is cut',
  ENETUNREACH: 'there is no way there',
  EHOSTUNREACH: 'there is no way there',
}

/** What undici wraps in one error or two. */
function reasonOf(error: unknown, withinMs: number): string {
  const causes = [error, causeOf(error), causeOf(causeOf(error))]
  const codes = causes.map(failureCode).filter((code) => code !== null && code !== undefined)
  const known = codes.map((code) => REASONS[code]).find((reason) => reason !== undefined)
  if (known !== undefined) {
    return known
  }
  const isLate = causes.some((one) => one instanceof Error && one.name === 'TimeoutError')
  if (isLate || codes.some((code) => /TIMEOUT|ETIMEDOUT/.test(code))) {
    return `nothing came within ${withinMs / 1000} s`
  }
  const certificate = codes.find((code) => /CERT|SELF_SIGNED|TLS|ISSUER|VERIFY/.test(code))
  return certificate === undefined
    ? failureText(causes.findLast((one) => one !== undefined))
    : `its certificate is not trusted (${certificate})`
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}
