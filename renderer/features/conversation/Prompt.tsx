import { type ReactNode, Suspense, useContext } from 'react'
import type { Attachment } from '#shared/session/attachments.ts'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { exactTime } from '#renderer/format/numbers.ts'
import { titledBy } from '#renderer/ui/pointedAt.ts'
import { SessionScope } from './sessionScope.ts'
import * as words from './words.ts'

const PromptAttachments = lazyComponent(
  async () => (await import('#renderer/views/attachments/PromptAttachments.tsx')).PromptAttachments,
)

/** From this length on a message may exceed the height of its bubble on narrow screens. */
const LONG_CHARACTERS = 600
const LONG_LINES = 18

/** A person's message. A long one scrolls, also with the keyboard. */
export function Prompt(props: {
  text: string
  at?: string
  note?: string
  attachments?: readonly Attachment[] | undefined
  actions?: ReactNode
}) {
  const { text, at, note, attachments = [], actions } = props
  const session_id = useContext(SessionScope)
  const isLong = text.length > LONG_CHARACTERS || text.split('\n').length > LONG_LINES
  return (
    <div className="group/actions flex flex-col items-end py-3">
      <span className="sr-only">{words.you}</span>
      <div
        {...(isLong ? { tabIndex: 0, role: 'group', 'aria-label': words.yourMessage } : {})}
        dir="auto"
        {...(at !== undefined && titledBy(() => exactTime(at)))}
        className={`thin-scroll max-h-120 max-w-[88%] overflow-y-auto rounded-card px-3.5 py-2 text-base break-words whitespace-pre-wrap ${note === words.willBeSentWhenBack ? 'border border-dashed border-line-strong' : 'bg-raised'}`}
      >
        <Marked text={text} />
      </div>
      <Suspense>
        {session_id !== null && attachments.length > 0 && (
          <PromptAttachments session_id={session_id} of={attachments} />
        )}
      </Suspense>
      {note !== undefined && <span className="mt-1 text-xs text-muted">{note}</span>}
      {actions}
    </div>
  )
}
