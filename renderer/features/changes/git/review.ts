import type { SessionId } from '#shared/ids.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { createStore, type WritableStore } from '#renderer/state/store.ts'

/** What a person says about lines of a file. */
export interface ReviewComment {
  readonly path: string
  /** Such as `17`, or `17–20`; of what was removed: as it was numbered before. */
  readonly where: string
  readonly snippet: string
  readonly text: string
}

/** Comments that wait to be sent, by session. They are gone with the page. */
export const review: WritableStore<ReadonlyMap<SessionId, readonly ReviewComment[]>> = createStore<
  ReadonlyMap<SessionId, readonly ReviewComment[]>
>(new Map())

const MAX_SNIPPET = 2_000

export function addComment(session_id: SessionId, comment: ReviewComment): void {
  change(session_id, [...(review.get().get(session_id) ?? []), comment])
}

export function removeComment(session_id: SessionId, comment: ReviewComment): void {
  change(
    session_id,
    (review.get().get(session_id) ?? []).filter((one) => one !== comment),
  )
}

/** One message with all of them, each with its place. */
export function sendReview(session_id: SessionId): void {
  const comments = review.get().get(session_id) ?? []
  if (comments.length > 0) {
    sendPrompt({ session_id, content: reviewText(comments), when: 'queue', attachments: [] })
    change(session_id, [])
  }
}

export function reviewText(comments: readonly ReviewComment[]): string {
  return comments
    .map(({ path, where, snippet, text }) => {
      const shown = snippet.slice(0, MAX_SNIPPET)
      const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1))
      return `${path}, line ${where}:\n${fence}\n${shown}\n${fence}\n${text}`
    })
    .join('\n\n')
}

/** Of backticks: a fence is longer than any in what it holds. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}

function change(session_id: SessionId, comments: readonly ReviewComment[]): void {
  review.set(new Map(review.get()).set(session_id, comments))
}
