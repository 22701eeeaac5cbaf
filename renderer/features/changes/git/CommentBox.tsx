import { useEffect, useRef, useState } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import { TextArea } from '#renderer/ui/Field.tsx'
import * as words from './words.ts'

/** What a person says about lines: sent at once, or with others as one review. */
export function CommentBox(props: {
  readonly where: string
  /** What was half typed here before. */
  readonly initial: string
  readonly onType: (text: string) => void
  readonly onCancel: () => void
  readonly onAdd: (text: string) => void
  readonly onSend: (text: string) => void
}) {
  const { where, initial, onType, onCancel, onAdd, onSend } = props
  const [text, setText] = useState(initial)
  const box = useRef<HTMLDivElement>(null)
  // Its buttons too, where a phone shows little of the diff.
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const isEmpty = text.trim() === ''
  return (
    <div
      ref={box}
      className="sticky left-2 my-1 ml-2 w-[min(36rem,calc(100cqw-1rem))] rounded-card border border-accent/50 bg-surface p-2 font-sans whitespace-normal"
    >
      <TextArea
        autoFocus
        rows={2}
        aria-label={words.commentOnLineWhere(where)}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onType(event.target.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation()
            onCancel()
          }
        }}
      />
      <div className="mt-2 flex flex-wrap items-center gap-1.5">
        <span className="flex-1 text-sm text-muted">{words.lineWhere(where)}</span>
        <Button variant="ghost" onClick={onCancel}>
          {words.cancel}
        </Button>
        <Button disabled={isEmpty} onClick={() => onAdd(text.trim())}>
          {words.addToReview}
        </Button>
        <Button variant="primary" disabled={isEmpty} onClick={() => onSend(text.trim())}>
          {words.sendToClaude}
        </Button>
      </div>
    </div>
  )
}
