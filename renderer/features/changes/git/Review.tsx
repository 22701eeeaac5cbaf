import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { addComment, boxName, openBoxes, removeComment, type ReviewComment, sendReview, useReview } from './review.ts'
import * as words from './words.ts'

/** Comments that wait: they go to Claude together. Those that were left half typed stand there, too. */
export function Review({ session_id }: { session_id: SessionId }) {
  const open = useStore(openBoxes, (all) => all)
  const comments = useReview(session_id).filter(
    (one) => one.unfinished === undefined || !open.has(boxName(session_id, one)),
  )
  const finished = comments.filter(({ unfinished }) => unfinished === undefined)
  if (comments.length === 0) {
    return null
  }
  return (
    <section aria-label={words.review} className="flex-none border-t border-line px-3 py-2">
      <ul className="thin-scroll max-h-32 overflow-y-auto text-sm">
        {comments.map((comment, index) => (
          <Comment key={index} session_id={session_id} comment={comment} />
        ))}
      </ul>
      {finished.length > 0 && (
        <Button variant="primary" className="mt-1" onClick={() => sendReview(session_id)}>
          {words.sendCommentsToClaude(finished.length)}
        </Button>
      )}
    </section>
  )
}

function Comment({ session_id, comment }: { session_id: SessionId; comment: ReviewComment }) {
  const { path, where, text, unfinished } = comment
  return (
    <li className="flex flex-wrap items-center gap-x-2">
      <bdi className="min-w-24 flex-1 truncate">
        <span className="font-mono text-muted">
          {path}:{where}
        </span>{' '}
        {text}
      </bdi>
      {unfinished === true && (
        <>
          <span className="text-muted">{words.notFinished}</span>
          <Button disabled={text.trim() === ''} onClick={() => addComment(session_id, comment)}>
            {words.addToReview}
          </Button>
        </>
      )}
      <Button variant="ghost" onClick={() => removeComment(session_id, comment)}>
        {words.remove}
      </Button>
    </li>
  )
}
