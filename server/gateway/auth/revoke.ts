import type { PersonalTokenStore } from '../store/personalTokens.ts'
import type { SignInStore } from '../store/signIns.ts'
import type { Credential } from './identity.ts'

/** Ends a credential and every socket opened with it. False when it was over already. */
export type Revoke = (credential: Credential) => boolean

export function createRevoke(deps: {
  readonly signIns: SignInStore
  readonly personalTokens: PersonalTokenStore
  readonly closeSockets: (credential: Credential) => void
}): Revoke {
  const remove = ({ kind, id }: Credential): boolean => {
    if (kind === 'personal_token') {
      return deps.personalTokens.remove(id)
    }
    const wasThere = deps.signIns.find(id) !== null
    deps.signIns.remove(id)
    return wasThere
  }
  return (credential) => {
    const wasThere = remove(credential)
    deps.closeSockets(credential)
    return wasThere
  }
}
