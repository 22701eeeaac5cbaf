import webPush from 'web-push'
import * as z from 'zod'
import type { Vault } from '#server/platform/vault/vault.ts'

/** The pair that push services know this Homeport by (VAPID, RFC 8292), in base64url. */
const VapidKeys = z.object({ publicKey: z.string().regex(/^[\w-]{87}$/), privateKey: z.string().regex(/^[\w-]{43}$/) })
export type VapidKeys = z.infer<typeof VapidKeys>

export interface PushKeys {
  /** From the vault; made at the first call. @throws HomeportError SETTINGS_001 when the vault cannot be used. */
  current(): Promise<VapidKeys>
  /** A new pair: what was subscribed with the old one gets nothing more. @throws as `current`. */
  rotate(): Promise<VapidKeys>
}

const NAME = 'push-vapid'

export function createPushKeys(vault: Vault): PushKeys {
  let known: Promise<VapidKeys> | null = null
  const make = async (): Promise<VapidKeys> => {
    const made = webPush.generateVAPIDKeys()
    await vault.set(NAME, JSON.stringify(made))
    return made
  }
  const load = async (): Promise<VapidKeys> => {
    const kept = await vault.get(NAME)
    return kept === null ? make() : (readKeys(kept) ?? make())
  }
  const once = (from: () => Promise<VapidKeys>): Promise<VapidKeys> => {
    const asked = from()
    known = asked
    asked.catch(() => {
      // A vault that is locked now may be open the next time.
      known = known === asked ? null : known
    })
    return asked
  }
  return { current: () => known ?? once(load), rotate: () => once(make) }
}

function readKeys(kept: string): VapidKeys | null {
  try {
    return VapidKeys.parse(JSON.parse(kept))
  } catch {
    return null
  }
}
