import { ChevronUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type TouchEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { OtherAnswers } from '#renderer/features/approvals/CardButtons.tsx'
import { canPrompt } from '#renderer/format/statusLabel.ts'
import { mayTakeFocus } from '#renderer/platform/focus.ts'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { hasLostField, typesFor } from '#renderer/platform/typing.ts'
import { composerOf, isWriting } from '#renderer/state/browser/columnActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { approvalLine } from '#renderer/views/approvalLine.ts'
import { SessionMenu } from '#renderer/views/session/SessionMenu.tsx'
import { useDeadTime } from './useDeadTime.ts'
import { useSwipe } from './useSwipe.ts'
import { NO_TAPS, useStill } from './useStill.ts'
import { useShown, useWaiting } from './waitingOrder.ts'
import * as words from '#renderer/app/laterWords.ts'

/**
 * On phones: what a session asks for, in the composer's place below the conversation, one approval at a time. It can be
 * put aside, not away: a line above the composer then leads back to it, and so begins what comes while a message is
 * written. The style sheet hides the composer, which keeps what it holds.
 */
export function ApprovalSheet({ header }: { header: SessionHeader }) {
  const { session, approvals } = header
  const [isOpen, setOpen] = useState(() => !isWriting(session.id))
  const shown = useShown(approvals)
  const { count, previous, next } = useWaiting(shown)
  const sheet = useRef<HTMLDivElement>(null)
  const swipe = useSwipe((step) => (step > 0 ? next : previous)?.())
  if (shown === undefined) {
    return null
  }
  const line = lineOf(shown, session)
  // The bar has no room for it beside the count.
  const menu = count > 1 && <SessionMenu session={session} />
  const others = (canWrite(session) || count > 1) && (
    <>
      {canWrite(session) && (
        <Button variant="ghost" onClick={write}>
          {words.writeInstead}
        </Button>
      )}
      {menu}
    </>
  )
  return (
    <div ref={sheet} tabIndex={-1} data-sheet={isOpen ? 'open' : 'line'} onKeyDown={onKeyDown} {...swipe}>
      <p role="alert" className="sr-only">
        {words.needsYouFor(withMarks(line))}
      </p>
      {isOpen ? (
        <>
          <Grip onAside={() => setOpen(false)} />
          <Asked key={shown.approval_id} approval={shown} session={session} others={others} />
        </>
      ) : (
        <div className="mx-3 my-2 flex">
          <WayBack line={line} onOpen={open} />
          {menu}
        </div>
      )}
    </div>
  )

  /** The keyboard is in it from now on: Esc puts it aside, and does not end the turn. */
  function open(): void {
    flushSync(() => setOpen(true))
    sheet.current?.focus({ preventScroll: true })
  }

  /** Within the tap itself: phones open their keyboard for nothing else. */
  function write(): void {
    flushSync(() => setOpen(false))
    composerOf(session.id)?.focus()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isOpen && event.key === 'Escape' && !event.isDefaultPrevented() && !isComposing(event.nativeEvent)) {
      event.preventDefault()
      setOpen(false)
    }
  }
}

/** Whether there is a field for a message below it. */
function canWrite({ writer, status }: Session): boolean {
  return writer === null && canPrompt(status)
}

function lineOf(approval: Approval, { workspace_path }: Session): string {
  const { verb, object } = approvalLine(approval, workspace_path)
  return `${verb} ${object}`.trim()
}

function WayBack({ line, onOpen }: { line: string; onOpen: () => void }) {
  return (
    <button type="button" aria-expanded={false} className="approval-line" onClick={onOpen}>
      <span dir="auto" className="min-w-0 flex-1 truncate">
        <Marked text={line} />
      </span>
      <span className="text-muted">{words.answer}</span>
      <ChevronUp className="size-4 shrink-0 text-muted" aria-hidden="true" />
    </button>
  )
}

/** So far down a finger draws the sheet to put it aside. In px. */
const DRAW_PX = 40

/** Draws the sheet down, or puts it aside with a tap. */
function Grip({ onAside }: { onAside: () => void }) {
  const from = useRef<number | null>(null)
  return (
    <button
      type="button"
      aria-expanded
      aria-label={words.showTheConversation}
      title={words.showTheConversation}
      className="sheet-grip"
      onClick={onAside}
      onTouchStart={({ touches }: TouchEvent) => {
        from.current = touches[0]?.clientY ?? null
      }}
      onTouchEnd={({ changedTouches }: TouchEvent) => {
        const touch = changedTouches[0]
        if (touch !== undefined && from.current !== null && touch.clientY - from.current >= DRAW_PX) {
          onAside()
        }
        from.current = null
      }}
    />
  )
}

/**
 * One approval. It takes the focus where nothing else has it, once it can be pressed, and never from somebody who types, nor while what they
 * type may be meant for a field that has gone. `others`: beside its buttons, or without them.
 */
function Asked({ approval, session, others }: { approval: Approval; session: Session; others: ReactNode }) {
  const element = useRef<HTMLDivElement>(null)
  const { card, isDead } = useDeadTime(element)
  const isStill = useStill(element, approval.approval_id)
  useEffect(() => {
    if (card === null || isDead) {
      return
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const takeFocus = () => {
      const isFree = mayTakeFocus() || document.activeElement === card.closest('[data-sheet]')
      if (typesFor() > 0) {
        timer = setTimeout(takeFocus, typesFor())
      } else if (isFree && !hasLostField()) {
        card.focus({ preventScroll: true })
      }
    }
    takeFocus()
    return () => clearTimeout(timer)
  }, [card, isDead])
  return (
    <div ref={element} inert={isDead} className={isStill ? '' : NO_TAPS}>
      <OtherAnswers value={others}>
        <ApprovalCard approval={approval} context={{ session_id: session.id, workspace: session.workspace_path }} />
      </OtherAnswers>
      {card === null && others !== false && <div className="flex gap-1.5 px-4 pb-3">{others}</div>}
    </div>
  )
}
