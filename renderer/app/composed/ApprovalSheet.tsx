import { ChevronUp } from 'lucide-react'
import { type KeyboardEvent, type TouchEvent, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { SessionHeader } from '#shared/session/header.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { OtherAnswers } from '#renderer/features/approvals/CardButtons.tsx'
import { mayTakeFocus } from '#renderer/platform/focus.ts'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { composerOf } from '#renderer/state/browser/columnActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { approvalLine } from '#renderer/views/approvalLine.ts'
import { SessionMenu } from '#renderer/views/session/SessionMenu.tsx'
import { useDeadTime } from './useDeadTime.ts'
import { useSwipe } from './useSwipe.ts'
import { useShown, useWaiting } from './waitingOrder.ts'
import * as words from '#renderer/app/laterWords.ts'

/**
 * On phones: what a session asks for, in the composer's place below the conversation, one approval at a time. It can be
 * put aside, not away: a line above the composer then leads back to it, and so begins what comes while a message is
 * written. The style sheet hides the composer, which keeps what it holds.
 */
export function ApprovalSheet({ header }: { header: SessionHeader }) {
  const { session, approvals } = header
  const [isOpen, setOpen] = useState(() => composerOf(session.id)?.matches(':focus') !== true)
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
  return (
    <div ref={sheet} tabIndex={-1} data-sheet={isOpen ? 'open' : 'line'} onKeyDown={onKeyDown} {...swipe}>
      <p role="alert" className="sr-only">
        {words.needsYouFor(withMarks(line))}
      </p>
      {isOpen ? (
        <OtherAnswers
          value={
            <>
              <Button variant="ghost" onClick={write}>
                {words.writeInstead}
              </Button>
              {menu}
            </>
          }
        >
          <Grip onAside={() => setOpen(false)} />
          <Asked key={shown.approval_id} approval={shown} session={session} />
        </OtherAnswers>
      ) : (
        <div className="mx-3 my-2 flex">
          <button type="button" aria-expanded={false} className="approval-line" onClick={open}>
            <span dir="auto" className="min-w-0 flex-1 truncate">
              <Marked text={line} />
            </span>
            <span className="text-muted">{words.answer}</span>
            <ChevronUp className="size-4 shrink-0 text-muted" aria-hidden="true" />
          </button>
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

function lineOf(approval: Approval, { workspace_path }: Session): string {
  const { verb, object } = approvalLine(approval, workspace_path)
  return `${verb} ${object}`.trim()
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

/** One approval. It takes the focus where nothing else has it, once it can be pressed. */
function Asked({ approval, session }: { approval: Approval; session: Session }) {
  const isDead = useDeadTime()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => (isDead ? undefined : focusCard(element.current)), [isDead])
  return (
    <div ref={element} inert={isDead}>
      <ApprovalCard approval={approval} context={{ session_id: session.id, workspace: session.workspace_path }} />
    </div>
  )
}

/** What the card asks for is code of its own, which may still be under way. @returns what ends the waiting for it. */
function focusCard(element: HTMLElement | null): (() => void) | undefined {
  const take = () => {
    const card = element?.querySelector<HTMLElement>('[data-card]:has([data-request])')
    if (card === null || card === undefined) {
      return false
    }
    if (mayTakeFocus() || document.activeElement === card.closest('[data-sheet]')) {
      card.focus({ preventScroll: true })
    }
    return true
  }
  if (element === null || take()) {
    return undefined
  }
  const watch = new MutationObserver(() => take() && watch.disconnect())
  watch.observe(element, { childList: true, subtree: true })
  return () => watch.disconnect()
}
