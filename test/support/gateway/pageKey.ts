import { BROWSER_PROOF_CONTEXT, BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import type { TestGateway } from './gateway.ts'

/** What a browser's pages have: a key, and where they were loaded from. */
export interface PageKey {
  readonly browser_key: string
  /** A fresh proof, as if loaded from `host` (the gateway's own). */
  readonly proof: (host?: string) => Promise<string>
  /** The same, as the header of a request. */
  readonly header: () => Promise<Record<string, string>>
}

/** Makes one as the page does. */
export async function createPageKey({ ask, url }: Pick<TestGateway, 'ask' | 'url'>): Promise<PageKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  const spki = await crypto.subtle.exportKey('spki', pair.publicKey)
  const proof = async (host = new URL(url).host) => {
    const { challenge } = (await ask('GET', '/auth/challenge')).body as { challenge: string }
    const signed = Buffer.from(`${BROWSER_PROOF_CONTEXT}\n${host}\n${challenge}`)
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, signed)
    return `${challenge}.${Buffer.from(signature).toString('base64')}`
  }
  return {
    browser_key: Buffer.from(spki).toString('base64'),
    proof,
    header: async () => ({ [BROWSER_PROOF_HEADER]: await proof() }),
  }
}

/** A browser that signed in with a link of this machine. */
export async function signInAsPage(gateway: TestGateway): Promise<PageKey & { readonly cookie: string }> {
  const key = await createPageKey(gateway)
  const body = { secret: gateway.secret(), browser_key: key.browser_key }
  const answer = await gateway.ask('POST', '/auth/local', { body })
  return { ...key, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
}
