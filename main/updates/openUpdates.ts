import type { UpdateState } from '#shared/desktop/desktopState.ts'
import type { UpdateEngine } from './updateEngine.ts'
import { Updates, type UpdatesDeps } from './updates.ts'
import * as words from './words.ts'

/** Where newer versions come from. 'none': `reason` says why this program does not update itself. */
export type UpdateSource =
  | { readonly kind: 'none'; readonly reason: string }
  | {
      readonly kind: 'engine'
      /** Loaded on demand: it is half the size of the rest of the program. */
      readonly load: () => Promise<UpdateEngine>
      /** Whether the session host keeps running during the update. */
      readonly keepsHost: boolean
      /** Prepares the downloaded version, where the system swaps it itself. @throws HomeportError */
      readonly stage: () => Promise<void>
    }

/** Updates as tray and panel use them. */
export interface UpdatesPart {
  readonly state: () => UpdateState
  readonly check: () => Promise<UpdateState>
  /** False: the person wants to stay. @throws HomeportError SESSION_003 when there is nothing to install. */
  readonly install: () => Promise<boolean>
  readonly stop: () => void
}

type OpenUpdatesDeps = Pick<UpdatesDeps, 'choice' | 'now' | 'onState' | 'leave' | 'relaunch'>

/** Starts to check for updates, where this program can have any. */
export function openUpdates(source: UpdateSource, deps: OpenUpdatesDeps): UpdatesPart {
  if (source.kind === 'none') {
    const state = { kind: 'unavailable', reason: source.reason } as const
    deps.onState(state)
    return { state: () => state, check: async () => state, install: async () => false, stop: () => {} }
  }
  const life = { isOver: false, stop: () => {}, updates: null as Updates | null }
  const loaded = source.load().then((engine) => {
    const updates = new Updates({
      engine,
      stage: source.stage,
      choice: deps.choice,
      now: deps.now,
      onState: deps.onState,
      leave: deps.leave,
      relaunch: deps.relaunch,
    })
    deps.onState(updates.state)
    life.updates = updates
    if (!life.isOver) {
      life.stop = updates.start()
    }
    return updates
  })
  loaded.catch((error: unknown) => deps.onState({ kind: 'failed', message: words.updatesDoNotWork(String(error)) }))
  return {
    state: () => life.updates?.state ?? { kind: 'current', checked_at: null },
    check: async () => (await loaded).check(),
    install: async () => (await loaded).install(),
    stop: () => {
      life.isOver = true
      life.stop()
    },
  }
}
