import type { Setting } from '#shared/operations/settings.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { mayNotKnow, whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

export type SettingsState =
  | { readonly kind: 'loading' }
  | ({ readonly kind: 'known' } & ResultOf<'settings.list'>)
  | { readonly kind: 'failed'; readonly message: string; readonly mayNot: boolean }

const state = createStore<SettingsState>({ kind: 'loading' })

/** What can be set on the workstation, as it is now. */
export const settings: Store<SettingsState> = state

/** Asks anew. What is shown stays until the answer is here. */
export async function refreshSettings(): Promise<void> {
  try {
    state.set({ kind: 'known', ...(await connection.client.call('settings.list', {})) })
  } catch (error) {
    state.set({ kind: 'failed', message: sentenceOf(error), mayNot: mayNotKnow(error) })
    whenCured(error, refreshSettings)
  }
}

/** null takes it back to its default. @throws HomeportError with what to change; nothing was changed then. */
export async function changeSetting(key: string, value: Setting['value']): Promise<void> {
  state.set({ kind: 'known', ...(await connection.client.call('settings.change', { changes: { [key]: value } })) })
}
