import type { SessionId } from '#shared/ids.ts'
import { CommentBox } from './CommentBox.tsx'
import type { placeOf } from './chosenLines.ts'
import { addComment, sendReview } from './review.ts'

/** A comment on the lines that are chosen, which takes their place along. */
export function PlacedComment(props: {
  readonly of: { readonly session_id: SessionId; readonly path: string }
  readonly place: ReturnType<typeof placeOf>
  readonly onCancel: () => void
  readonly onDone: () => void
}) {
  const { of, place, onCancel, onDone } = props
  const add = (text: string) => {
    addComment(of.session_id, { path: of.path, text, ...place })
    onDone()
  }
  return (
    <CommentBox
      where={place.where}
      onCancel={onCancel}
      onAdd={add}
      onSend={(text) => {
        add(text)
        sendReview(of.session_id)
      }}
    />
  )
}
