import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { askDesktop } from '#renderer/platform/desktop.ts'
import { say, sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export type UpdatesState =
  | { readonly kind: 'loading' }
  /** Only the desktop program updates itself. */
  | { readonly kind: 'browser' }
  | { readonly kind: 'known'; readonly update: UpdateState }
  | { readonly kind: 'failed'; readonly message: string }

const LOOK_EVERY_MS = 2000

const state = createStore<UpdatesState>(window.homeport === undefined ? { kind: 'browser' } : { kind: 'loading' })

/** Where the desktop program stands with newer versions of itself. */
export const updates: Store<UpdatesState> = state

/** Looks now and then while a page shows it. Returns the stop. */
export function followUpdates(): () => void {
  if (window.homeport === undefined) {
    return () => {}
  }
  void learn('update.state')
  const timer = setInterval(() => void learn('update.state'), LOOK_EVERY_MS)
  return () => clearInterval(timer)
}

/** Asks the server with the updates. */
export async function checkForUpdates(): Promise<void> {
  await learn('update.check')
}

/** Swaps the program; this page goes away with it. Tells the person when that did not work. */
export async function installUpdate(): Promise<void> {
  try {
    await askDesktop('update.install', {})
  } catch (error) {
    say(sentenceOf(error))
  }
}

async function learn(channel: 'update.state' | 'update.check'): Promise<void> {
  try {
    state.set({ kind: 'known', update: await askDesktop(channel, {}) })
  } catch (error) {
    state.set({ kind: 'failed', message: sentenceOf(error) })
  }
}
