import type { IncomingHttpHeaders } from 'node:http'

/** A token that looks right and that the stand-in refuses, to try out what happens then. */
export const REFUSED_TOKEN = 'sk-ant-api03-refused'

/** What the demo signs in with: the person's own token never goes to a stand-in. */
export const DEMO_TOKEN = 'sk-ant-api03-homeport-demo'

/** The credential of a request: an API key, or a bearer token; null when there is none. */
export function credentialOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['x-api-key']
  if (typeof key === 'string' && key !== '') {
    return key
  }
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null
}

/** Whether the stand-in lets it in: anything in the form of a Claude token but the one known to be refused. */
export function isAccepted(credential: string | null): boolean {
  return credential !== null && credential.startsWith('sk-ant-') && credential !== REFUSED_TOKEN
}
