import { hostname } from 'node:os'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Module } from '../../kernel/module.ts'
import { createThrottle } from '../local/throttle.ts'
import type { AuthModule } from '../module.ts'
import { type PairingAddress, type PairingOperation, createPairingHandlers } from './handlers.ts'
import { createPairings } from './pairings.ts'

export interface PairingModuleDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: LiveSettings
  readonly auth: Pick<AuthModule, 'users' | 'signIns' | 'credentials' | 'notices' | 'changes'>
  /** null while other devices cannot reach this machine. */
  readonly address: () => PairingAddress | null
  readonly started: Pick<Disposables, 'add'>
}

const WHO_ENTERS: ReadonlySet<string> = new Set(['pairing.allowed', 'pairing.with_github'])

/** The way in of a phone: a code on a screen of the workstation, and its person's yes. */
export function openPairing(deps: PairingModuleDeps): Module<PairingOperation> {
  const { clock, ids, settings, auth, address, started } = deps
  const { users, signIns, credentials, notices, changes } = auth
  const pairings = createPairings({
    clock,
    ids,
    onTriedAgain: (user_id) =>
      notices.notify({
        user_id,
        message: 'A second device tried a pairing code that was used. If that was not you, refuse the first one.',
      }),
  })
  started.add(
    settings.onChange((change) => {
      if (change.kind === 'changed' && change.keys.some((key) => WHO_ENTERS.has(key))) {
        pairings.endAll()
        changes.peopleChanged()
      }
    }),
  )
  return {
    handlers: createPairingHandlers({
      pairings,
      users,
      signIns,
      credentials,
      wrongCodes: createThrottle(clock, 'wrong pairing codes'),
      address,
      machine: hostname(),
      settings: () => settings.current().pairing,
    }),
  }
}
