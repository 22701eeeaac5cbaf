import type { SessionId } from '#shared/ids.ts'
import { createStore, type Store } from '#renderer/state/store.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { treeOf } from '../listing/fileTree.ts'
import { folderOf } from '../listing/treeRows.ts'
import { type Sending, giveUp, sendFile } from './sendFile.ts'
import * as words from '../words.ts'

export interface Upload {
  readonly id: number
  readonly session_id: SessionId
  readonly path: string
  /** 0 to 1. */
  readonly share: number
  /** Why it waits; null: it goes on. */
  readonly pause: string | null
  readonly problem: string | null
  readonly stop: () => void
}

/** A file and where it goes. */
export type Outgoing = Omit<Sending, 'session_id'>

/** As many go at the same time. */
const AT_ONCE = 3
const state = createStore<readonly Upload[]>([])
const waiting: (() => Promise<void>)[] = []
let running = 0
let next = 1

/** The uploads of this page that are not over, and those that failed until they are put away. */
export const uploads: Store<readonly Upload[]> = state

/** Uploads files of a session, a few at a time. A file of that name is replaced once all of it is there. */
export function upload(session_id: SessionId, files: readonly Outgoing[]): void {
  for (const outgoing of files) {
    const sending = { session_id, ...outgoing }
    const { path } = outgoing
    const id = next
    next += 1
    const gone = new AbortController()
    const stop = () => {
      gone.abort()
      state.set(state.get().filter((one) => one.id !== id))
      void giveUp(sending)
    }
    state.set([...state.get(), { id, session_id, path, share: 0, pause: null, problem: null, stop }])
    waiting.push(async () => {
      await run(sending, { id, gone: gone.signal })
      await treeOf(session_id).list(folderOf(path))
    })
  }
  void work()
}

async function work(): Promise<void> {
  while (running < AT_ONCE) {
    const task = waiting.shift()
    if (task === undefined) {
      return
    }
    running += 1
    void task().finally(() => {
      running -= 1
      void work()
    })
  }
}

async function run(sending: Sending, { id, gone }: { readonly id: number; readonly gone: AbortSignal }): Promise<void> {
  if (gone.aborted) {
    return
  }
  try {
    const warnings = await sendFile(sending, {
      gone,
      onProgress: (share) => change(id, { share }),
      onPause: (pause) => change(id, { pause }),
    })
    state.set(state.get().filter((one) => one.id !== id))
    for (const { text } of warnings) {
      showToast(words.isThereLookAtIt(sending.path, text))
    }
  } catch (error) {
    change(id, { problem: errorMessage(error) })
  }
}

function change(id: number, changed: Partial<Pick<Upload, 'share' | 'pause' | 'problem'>>): void {
  state.set(state.get().map((one) => (one.id === id ? { ...one, ...changed } : one)))
}
