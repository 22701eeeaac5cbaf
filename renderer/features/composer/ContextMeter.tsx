import { type KeyboardEvent, useId, useRef } from 'react'
import type { Session } from '#shared/session/session.ts'
import { digits, exactTime } from '#renderer/format/numbers.ts'
import { sendPrompt } from '#renderer/state/session/outbox.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { isFull, limitText, percentOf } from './contextUse.ts'
import * as words from './laterWords.ts'

/** How full Claude's context is, and the limits of the account, as Claude Code reported them. Exact numbers when pressed. */
export function ContextMeter({ session, isCrowded }: { session: Session; isCrowded: boolean }) {
  const { context } = session
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const percent = context === null ? null : percentOf(context)
  const isRed = context !== null && isFull(context)
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-label={percent === null ? words.limitsOfThisAccount : words.contextPercentUsed(percent)}
        title={percent === null ? words.limitsOfThisAccount : words.percentOfTheContextIs(percent)}
        onKeyDown={keepEscape}
        className={classes(
          'smooth inline-flex min-h-8 items-center gap-1.5 rounded-control px-1.5 text-sm touch:min-h-11 hover:bg-raised',
          isRed ? 'text-bad' : 'text-muted',
          // Beside Stop and Send a phone has room for what is urgent alone.
          isCrowded && !isRed && 'max-md:hidden',
        )}
      >
        {percent === null ? words.limits : <Ring percent={percent} />}
        {percent !== null && `${percent}\u00A0%`}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="group"
        aria-label={words.contextAndLimits}
        onToggle={(event) => event.newState === 'open' && place(panel.current, button.current)}
        onKeyDown={keepEscape}
        className="fixed inset-auto m-0 w-80 max-w-[calc(100vw-16px)] space-y-2 rounded-card border border-line-strong/60 bg-surface p-3 text-sm text-text"
      >
        <Details session={session} onCompact={compact} />
      </div>
    </>
  )

  function compact(): void {
    sendPrompt({ session_id: session.id, content: '/compact', when: 'queue', attachments: [] })
    panel.current?.hidePopover()
  }

  /** What closes it stops no turn. */
  function keepEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape' && panel.current?.matches(':popover-open') === true) {
      event.stopPropagation()
      event.preventDefault()
      panel.current.hidePopover()
      button.current?.focus()
    }
  }
}

function Details({ session: { context, limits }, onCompact }: { session: Session; onCompact: () => void }) {
  return (
    <>
      {context !== null && (
        <>
          <p className="font-medium">{words.contextUsed(percentOf(context))}</p>
          <p className="text-muted">{words.tokensAsOfTheLastTurn(digits(context.tokens), context.window)}</p>
          <Button onClick={onCompact}>{words.compactNow}</Button>
        </>
      )}
      {limits.length > 0 && (
        <ul className="space-y-1">
          {limits.map((limit) => (
            <li key={limit.kind} className={limit.state === 'fine' ? '' : 'text-bad'}>
              {limitText(limit)}
              {limit.resets_at !== null && (
                <span className="block text-xs text-muted">{words.startsAgainAt(exactTime(limit.resets_at))}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Of 14 px, as drawn. */
const RADIUS = 6
const LENGTH = 2 * Math.PI * RADIUS

function Ring({ percent }: { percent: number }) {
  return (
    <svg viewBox="0 0 16 16" className="size-4 -rotate-90" aria-hidden="true">
      <circle cx="8" cy="8" r={RADIUS} fill="none" strokeWidth="2.5" className="stroke-line-strong/40" />
      <circle
        cx="8"
        cy="8"
        r={RADIUS}
        fill="none"
        strokeWidth="2.5"
        strokeDasharray={`${(LENGTH * percent) / 100} ${LENGTH}`}
        className={percent >= 80 ? 'stroke-bad' : 'stroke-accent'}
      />
    </svg>
  )
}

/** Above its button, inside the window. */
function place(panel: HTMLElement | null, anchor: HTMLElement | null): void {
  const at = anchor?.getBoundingClientRect()
  if (panel !== null && at !== undefined) {
    const { width, height } = panel.getBoundingClientRect()
    panel.style.top = `${Math.max(8, at.top - 4 - height)}px`
    panel.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`
  }
}
