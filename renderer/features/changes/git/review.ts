import { useMemo } from 'react'
import * as z from 'zod'
import { SessionId } from '#shared/ids.ts'
import { loadItem, storedNames, storeItem } from '#renderer/state/browser/browserStorage.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { createStore } from '#renderer/state/store.ts'
import { draftOf, storeDraft } from '#renderer/state/writing/drafts.ts'
import { useDraftHere } from '#renderer/state/writing/useDraft.ts'

/** What a person says about lines of a file. */
const ReviewComment = z.object({
  path: z.string(),
  /** Such as `17`, or `17–20`; of what was removed: as it was numbered before. */
  where: z.string(),
  snippet: z.string(),
  text: z.string(),
  /** It is half typed: the person has not put it into the review. */
  unfinished: z.literal(true).optional(),
})
export type ReviewComment = Readonly<z.infer<typeof ReviewComment>>

/** Where a comment belongs. */
export type CommentPlace = Pick<ReviewComment, 'path' | 'where' | 'snippet'>

const NONE: readonly ReviewComment[] = []

/** The places at which this page has a box open: what is typed there needs no other line. */
export const openBoxes = createStore<ReadonlySet<string>>(new Set())

export function boxName(session_id: SessionId, { path, where }: Pick<CommentPlace, 'path' | 'where'>): string {
  return `${session_id} ${where} ${path}`
}

/** Comments that wait to be sent. They survive reloads, in this browser: a list on two devices would send twice what one of them sent. */
export function useReview(session_id: SessionId): readonly ReviewComment[] {
  const [text] = useDraftHere(targetOf(session_id))
  return useMemo(() => read(text), [text])
}

/** What is half typed at a place; empty: nothing is. */
export function unfinishedAt(session_id: SessionId, place: CommentPlace): string {
  return kept(session_id).find((one) => isUnfinishedAt(one, place))?.text ?? ''
}

/** Keeps what is half typed at a place; empty: nothing is any more. */
export function keepUnfinished(session_id: SessionId, { path, where, snippet }: CommentPlace, text: string): void {
  const others = kept(session_id).filter((one) => !isUnfinishedAt(one, { path, where }))
  change(session_id, text === '' ? others : [...others, { path, where, snippet, text, unfinished: true }])
}

/** Puts it into the review, in place of what was half typed there. */
export function addComment(session_id: SessionId, { path, where, snippet, text }: ReviewComment): void {
  const others = kept(session_id).filter((one) => !isUnfinishedAt(one, { path, where }))
  change(session_id, [...others, { path, where, snippet, text }])
}

export function removeComment(session_id: SessionId, comment: ReviewComment): void {
  const gone = JSON.stringify(comment)
  const comments = kept(session_id)
  change(
    session_id,
    comments.toSpliced(
      comments.findIndex((one) => JSON.stringify(one) === gone),
      1,
    ),
  )
}

/** One message with all that are finished, each with its place. */
export function sendReview(session_id: SessionId): void {
  const comments = kept(session_id)
  const finished = comments.filter(({ unfinished }) => unfinished === undefined)
  if (finished.length > 0) {
    sendPrompt({ session_id, content: reviewText(finished), when: 'queue', attachments: [] })
    change(
      session_id,
      comments.filter(({ unfinished }) => unfinished === true),
    )
  }
}

const MAX_SNIPPET = 2_000

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

function isUnfinishedAt({ path, where, unfinished }: ReviewComment, at: Pick<CommentPlace, 'path' | 'where'>): boolean {
  return unfinished === true && path === at.path && where === at.where
}

function targetOf(session_id: SessionId): string {
  return `review/${session_id}`
}

function kept(session_id: SessionId): readonly ReviewComment[] {
  return read(draftOf(targetOf(session_id)))
}

function change(session_id: SessionId, comments: readonly ReviewComment[]): void {
  const text = written(comments)
  if (text !== draftOf(targetOf(session_id))) {
    storeDraft(targetOf(session_id), text, 'page')
  }
}

function written(comments: readonly ReviewComment[]): string {
  return comments.length === 0 ? '' : JSON.stringify(comments)
}

/** None where it is none of ours: of another version, or written by somebody else. */
function read(text: string): readonly ReviewComment[] {
  try {
    return z.array(ReviewComment).parse(JSON.parse(text))
  } catch {
    return NONE
  }
}

/** Until 2026-11-29 they stood in an entry of their own. */
function takeOver(): void {
  for (const name of storedNames('review.')) {
    const session_id = SessionId.safeParse(name.slice('review.'.length))
    if (session_id.success) {
      const comments = read(loadItem(name) ?? '')
      storeItem(name, null)
      change(session_id.data, [...comments, ...kept(session_id.data)])
    }
  }
}

takeOver()
