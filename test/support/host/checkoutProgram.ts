/** Makes the checkout of a session in a process of its own, which may die at any moment. Prints `made` once it is whole. */
import type { Session } from '#shared/session/session.ts'
import { Checkouts } from '#server/host/checkouts/checkouts.ts'
import { CLONE_BOUNDS } from '#server/host/checkouts/making/cloning.ts'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import { createFolders } from '#server/host/workspaces/folders.ts'
import { systemClock } from '#server/platform/clock.ts'

export interface CheckoutOrder {
  readonly session: Session
  readonly workspaces: string
  readonly home: string
  readonly env: Readonly<Record<string, string>>
}

const { session, workspaces, home, env } = JSON.parse(process.argv[2] ?? '') as CheckoutOrder

const nothing = {
  inspect: async () => Promise.reject(new Error('none')),
  accept: async () => Promise.reject(new Error('none')),
}
const checkouts = new Checkouts({
  runner: createLocalRunner({ clock: systemClock }),
  environment: async () => env,
  bounds: CLONE_BOUNDS,
  setups: { of: () => null },
  runs: { run: async () => Promise.reject(new Error('none')), stopOf: async () => {} },
  folders: createFolders({ workspaces, dataDir: `${home}/data`, home }),
  trust: nothing,
  credentials: { open: async () => null },
  isLocalOwner: () => true,
})
await checkouts.make(session, () => {}).catch((error: unknown) => process.stderr.write(String(error)))
process.stdout.write('made')
