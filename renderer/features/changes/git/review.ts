import * as z from 'zod'
import { SessionId } from '#shared/ids.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { loadItem, storeItem, storedNames } from '#renderer/state/browser/browserStorage.ts'
import { createStore, type WritableStore } from '#renderer/state/store.ts'

/** What a person says about lines of a file. */
const ReviewComment = z.object({
  path: z.string(),
  /** Such as `17`, or `17–20`; of what was removed: as it was numbered before. */
  where: z.string(),
  snippet: z.string(),
  text: z.string(),
})
export type ReviewComment = Readonly<z.infer<typeof ReviewComment>>

type Reviews = ReadonlyMap<SessionId, readonly ReviewComment[]>

const KEPT = 'review.'

/** Comments that wait to be sent, by session. This browser keeps them. */
export const review: WritableStore<Reviews> = createStore<Reviews>(new Map(storedNames(KEPT).flatMap(stored)))

function stored(name: string): [SessionId, readonly ReviewComment[]][] {
  try {
    const comments = z.array(ReviewComment).parse(JSON.parse(loadItem(name) ?? '[]'))
    return [[SessionId.parse(name.slice(KEPT.length)), comments]]
  } catch {
    // Of another version, or written by somebody else: it is no comment of ours.
    return []
  }
}

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
  storeItem(KEPT + session_id, comments.length === 0 ? null : JSON.stringify(comments))
}
