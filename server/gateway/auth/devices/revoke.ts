import type { PersonalTokenStore } from '../store/personalTokens.ts'
import type { SignInStore } from '../store/signIns.ts'
import type { Credential } from '../../kernel/identity.ts'

/** Ends a credential and every socket opened with it. False when it was over already. */
export type Revoke = (credential: Credential) => boolean

export function createRevoke(deps: {
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly closeSockets: (credential: Credential) => void
}): Revoke {
  return (credential) => {
    const store = credential.kind === 'personal_token' ? deps.personalTokens : deps.signIns
    const wasThere = store.remove(credential.id)
    deps.closeSockets(credential)
    return wasThere
  }
}
