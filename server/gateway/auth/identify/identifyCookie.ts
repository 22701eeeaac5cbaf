import { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import type { SignIn } from '../store/signIns.ts'
import type { BrowserProofs } from '../credentials/browserProofs.ts'
import type { SessionCookie } from '../../kernel/requests/cookie.ts'
import { type CredentialHeaders, type Identification, type RequestSource, notSigned } from '../../kernel/ports/guard.ts'
import { type SignInFacts, identifySignIn, isProlongingDue } from './identifySignIn.ts'
import type { Identity } from '../../kernel/identity.ts'
import { hashSecret } from '../credentials/secret.ts'

export interface CookieFacts extends SignInFacts {
  readonly browserProofs: Pick<BrowserProofs, 'holds' | 'challenge'>
  /** After a check with GitHub, where one is due. */
  readonly upToDate: (identity: Identity) => Promise<Identity>
}

export interface ShownCookie {
  readonly cookie: SessionCookie
  readonly headers: CredentialHeaders
  readonly from: RequestSource
}

/**
 * What a session cookie proves. That of a browser whose pages sign proves half: browsers give cookies to every port of a
 * host. @throws HomeportError as `identifySignIn`, and AUTH_003 for a signature that is not that of its pages.
 */
export async function identifyCookie(deps: CookieFacts, shown: ShownCookie): Promise<Identification> {
  const { signIns } = deps
  const { cookie, headers, from } = shown
  const hash = hashSecret(cookie.value)
  const found = cookie.isOld ? signIns.findByOldCookie(hash) : signIns.findByCookie(hash)
  if (found !== null && found.browser_key !== null) {
    const by = { browser_key: found.browser_key, host: headers.host ?? '' }
    const prove = async (proof: string): Promise<Identity> => {
      if (!deps.browserProofs.holds(proof, by)) {
        throw notSigned()
      }
      return deps.upToDate(ofBrowser(deps, signIns.find(found.id), from.address))
    }
    const proof = headers[BROWSER_PROOF_HEADER]
    return typeof proof === 'string'
      ? provenBy(deps, { shown, found, identity: await prove(proof) })
      : { kind: 'half', prove, challenge: deps.browserProofs.challenge() }
  }
  return provenBy(deps, { shown, found, identity: await deps.upToDate(ofBrowser(deps, found, from.address)) })
}

function provenBy(
  { clock, signIns }: CookieFacts,
  {
    shown,
    found,
    identity,
  }: { readonly shown: ShownCookie; readonly found: SignIn | null; readonly identity: Identity },
): Identification {
  const { value, isOld } = shown.cookie
  const isDue = found !== null && (isOld || isProlongingDue(found, clock))
  const renewed = isDue ? { value, lasts_ms: found.lasts_ms, forgetOld: () => signIns.forgetOldCookie(found.id) } : null
  return { kind: 'proven', by: 'cookie', identity, renewed_cookie: renewed }
}

function ofBrowser(deps: CookieFacts, found: SignIn | null, address: string | null): Identity {
  const identity = identifySignIn(deps, found, { use: 'prolongs', address })
  const unbound = found?.has_old_cookie === 1 ? 'old' : 'unbound'
  const cookie = found?.browser_key === null ? unbound : 'bound'
  // Only a link of this machine makes a browser of this machine: an account from GitHub may sit anywhere.
  return { ...identity, cookie, ...(found?.via === 'local' ? { is_local_browser: true } : {}) }
}
