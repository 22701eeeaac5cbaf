import type { SessionId } from '#shared/ids.ts'
import { createStore } from '#renderer/state/store.ts'
import { draftOf as textOf, storeDraft } from '#renderer/state/writing/drafts.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { askForMessage } from './askForMessage.ts'
import * as words from '../words.ts'

export interface CommitOptions {
  readonly amend: boolean
  readonly sign_off: boolean
}

/** The next commit of a session, beside its message. */
export interface CommitDraft {
  readonly options: CommitOptions
  /** A message that came while the person wrote another one. */
  readonly offered: string | null
  /** Claude was asked for a message and has not written it yet. */
  readonly isAsking: boolean
}

export const EMPTY: CommitDraft = {
  options: { amend: false, sign_off: false },
  offered: null,
  isAsking: false,
}

/** Where the message of the next commit is kept, as a draft: it survives reloads and goes on at other devices. */
export function messageTarget(session_id: SessionId): string {
  return `commit/${session_id}`
}

/** By session, as long as the page is open: they outlive the form, which goes with every other view and every failed reading. */
export const commitDrafts = createStore<ReadonlyMap<SessionId, CommitDraft>>(new Map())

const askings = new Map<SessionId, AbortController>()

export function changeDraft(session_id: SessionId, change: Partial<CommitDraft>): void {
  const all = new Map(commitDrafts.get())
  const draft = { ...draftOf(session_id), ...change }
  const isEmpty = JSON.stringify(draft) === JSON.stringify(EMPTY)
  // Of a session that has none nothing stays in memory.
  if (isEmpty) {
    all.delete(session_id)
  } else {
    all.set(session_id, draft)
  }
  commitDrafts.set(all)
}

export function draftOf(session_id: SessionId): CommitDraft {
  return commitDrafts.get().get(session_id) ?? EMPTY
}

/** The commit was made: what was written for it is done with, also what Claude still writes. What was typed since `committed` stays. */
export function endDraft(session_id: SessionId, committed: string): void {
  askings.get(session_id)?.abort()
  if (textOf(messageTarget(session_id)) === committed) {
    storeDraft(messageTarget(session_id), '', 'page')
  }
  const { options } = draftOf(session_id)
  changeDraft(session_id, { options: { ...options, amend: false }, offered: null, isAsking: false })
}

/** Has Claude write the message. */
export async function askClaude(session_id: SessionId, { isStaged }: { readonly isStaged: boolean }): Promise<void> {
  const asking = new AbortController()
  const { signal } = asking
  askings.set(session_id, asking)
  changeDraft(session_id, { isAsking: true })
  await fillIn(session_id, async () => {
    const written = await askForMessage(session_id, { isStaged, signal })
    if (written === null && !signal.aborted) {
      showToast(words.claudeWroteNoMessage)
    }
    return signal.aborted ? null : written
  })
  if (askings.get(session_id) === asking) {
    askings.delete(session_id)
    changeDraft(session_id, { isAsking: false })
  }
}

/** Has one made of the changes, without Claude. */
export async function draftMessage(session_id: SessionId): Promise<void> {
  await fillIn(session_id, async () => (await connection.client.call('git.draft_message', { session_id })).message)
}

/** Writes it in place of what is there. */
export function takeMessage(session_id: SessionId, message: string): void {
  storeDraft(messageTarget(session_id), message, 'page')
  changeDraft(session_id, { offered: null })
}

/** Replaces the message that was there before, but nothing that the person wrote meanwhile: to them it is offered. */
async function fillIn(session_id: SessionId, write: () => Promise<string | null>): Promise<void> {
  const before = textOf(messageTarget(session_id))
  try {
    const written = await write()
    const message = textOf(messageTarget(session_id))
    if (written !== null && written !== message && message === before) {
      takeMessage(session_id, written)
    } else if (written !== null && written !== message) {
      changeDraft(session_id, { offered: written })
    }
  } catch (error) {
    showToast(errorMessage(error))
  }
}
