import { useEffect, useRef } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { CommentBox } from './CommentBox.tsx'
import type { placeOf } from './chosenLines.ts'
import {
  addComment,
  boxName,
  type CommentPlace,
  keepUnfinished,
  openBoxes,
  sendReview,
  unfinishedAt,
} from './review.ts'

/** A comment on the lines that are chosen, which takes their place along. What is half typed waits in the review. */
export function PlacedComment(props: {
  readonly of: { readonly session_id: SessionId; readonly path: string }
  readonly place: ReturnType<typeof placeOf>
  readonly onCancel: () => void
  readonly onDone: () => void
}) {
  const { of, onCancel, onDone } = props
  const { session_id } = of
  const place = { path: of.path, ...props.place }
  const name = boxName(session_id, place)
  // Where what is typed is kept: lines may be chosen anew meanwhile.
  const kept = useRef<CommentPlace>(place)
  const keep = (text: string) => {
    keepUnfinished(session_id, kept.current, '')
    keepUnfinished(session_id, place, text)
    kept.current = place
  }
  useEffect(() => {
    if (boxName(session_id, kept.current) !== name) {
      keep(unfinishedAt(session_id, kept.current))
    }
  })
  useEffect(() => {
    openBoxes.set(new Set([...openBoxes.get(), name]))
    return () => openBoxes.set(new Set([...openBoxes.get()].filter((one) => one !== name)))
  }, [name])
  const add = (text: string) => {
    keep('')
    addComment(session_id, { ...place, text })
    onDone()
  }
  return (
    <CommentBox
      where={place.where}
      initial={unfinishedAt(session_id, place)}
      onType={keep}
      onCancel={() => {
        keep('')
        onCancel()
      }}
      onAdd={add}
      onSend={(text) => {
        add(text)
        sendReview(session_id)
      }}
    />
  )
}
