import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { removeComment, review, sendReview } from './review.ts'
import * as words from './words.ts'

/** Comments that wait: they go to Claude together. */
export function Review({ session_id }: { session_id: SessionId }) {
  const comments = useStore(review, (all) => all.get(session_id))
  if (comments === undefined || comments.length === 0) {
    return null
  }
  return (
    <section aria-label={words.review} className="flex-none border-t border-line px-3 py-2">
      <ul className="thin-scroll max-h-32 overflow-y-auto text-sm">
        {comments.map((comment, index) => (
          <li key={index} className="flex items-center gap-2">
            <bdi className="min-w-0 flex-1 truncate">
              <span className="font-mono text-muted">
                {comment.path}:{comment.where}
              </span>{' '}
              {comment.text}
            </bdi>
            <Button variant="ghost" onClick={() => removeComment(session_id, comment)}>
              {words.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="primary" className="mt-1" onClick={() => sendReview(session_id)}>
        {words.sendCommentsToClaude(comments.length)}
      </Button>
    </section>
  )
}
