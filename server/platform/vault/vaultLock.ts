import { setTimeout as delay } from 'node:timers/promises'
import { failureCode } from '../failure.ts'
import { holdInstanceLock } from '../files/instanceLock.ts'

/** A change takes a few milliseconds; who waits longer than this waits for something that hangs. */
const PATIENCE_MS = 10_000

/** Between two tries: about as long as one change takes. */
const PAUSE_MS = 5

export interface VaultLockOptions {
  readonly lockFile: string
  readonly platform?: NodeJS.Platform
  readonly patienceMs?: number
}

/**
 * Runs a synchronous step while no other process on this machine is in one with the same file. The lock is the
 * operating system's: it ends with its holder, however that ends, so there is no stale one to guess about.
 *
 * On Windows a file that somebody reads at this very moment cannot be replaced; such a step is tried again.
 * @throws VaultBusy when others kept it for too long; the step did not run then. What the step throws.
 */
export async function withVaultLock<T>(options: VaultLockOptions, step: () => T): Promise<T> {
  const { lockFile, platform = process.platform, patienceMs = PATIENCE_MS } = options
  const until = performance.now() + patienceMs
  for (;;) {
    const tried = tryOnce(lockFile, step)
    if (tried.kind === 'done') {
      return tried.value
    }
    const isOver = performance.now() >= until
    if (tried.kind === 'failed' && (isOver || !isHeldOpen(tried.error, platform))) {
      throw tried.error
    }
    if (isOver) {
      throw new VaultBusy(patienceMs)
    }
    await delay(PAUSE_MS)
  }
}

/** Other processes never let go of the lock. */
export class VaultBusy extends Error {
  constructor(patienceMs: number) {
    super(`another process has been changing it for more than ${patienceMs / 1000} s`)
    this.name = 'VaultBusy'
  }
}

type Tried<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly error: unknown }

function tryOnce<T>(lockFile: string, step: () => T): Tried<T> {
  const release = holdInstanceLock(lockFile)
  if (release === null) {
    return { kind: 'busy' }
  }
  try {
    return { kind: 'done', value: step() }
  } catch (error) {
    return { kind: 'failed', error }
  } finally {
    release()
  }
}

/** Whether a file could not be touched only because somebody has it open: Windows says so, and it passes. */
export function isHeldOpen(error: unknown, platform: NodeJS.Platform): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  return platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(failureCode(cause) ?? '')
}
