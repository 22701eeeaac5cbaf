import { createStore } from '#renderer/state/store.ts'
import type { RemoteDraft } from './remoteDraft.ts'

/** What was typed and not asked for yet: kept while the person looks at other pages. */
export const remoteChanges = createStore<Partial<RemoteDraft>>({})
