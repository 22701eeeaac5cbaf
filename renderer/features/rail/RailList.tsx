import { Folder } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { VirtualRows } from '#renderer/ui/VirtualRows.tsx'
import { hasSecondLine, RailSessionRow } from './RailSessionRow.tsx'
import type { RailRow } from './railRows.ts'
import * as words from './words.ts'

interface RailListProps {
  readonly rows: readonly RailRow[]
  /** What is on the screen. */
  readonly shown: readonly SessionId[]
  readonly onFollow: () => void
  readonly isOlderOpen: boolean
  readonly onToggleOlder: () => void
}

/** The sessions of the rail: one stop for Tab, arrows inside, Right to a session's menu and Left back. */
export function RailList(props: RailListProps) {
  const { rows } = props
  const [focused, setFocused] = useState<string | null>(null)
  const stops = rows.filter(({ kind }) => kind === 'session' || kind === 'older')
  const stop = stops.find(({ key }) => key === focused) ?? stops.find((row) => isAt(row, props.shown)) ?? stops[0]
  return (
    <div
      data-scroller
      onKeyDown={moveFocus}
      onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? null)}
      className="thin-scroll min-h-0 flex-1 overflow-y-auto px-2 pt-0.5 pb-2"
    >
      <VirtualRows label={words.sessions} rows={rows} keyOf={({ key }) => key} heightOf={heightOf}>
        {(row) => (
          <div data-key={row.key} className="h-full">
            <Row row={row} list={props} tabIndex={row.key === stop?.key ? 0 : -1} />
          </div>
        )}
      </VirtualRows>
    </div>
  )
}

function Row({ row, list, tabIndex }: { row: RailRow; list: RailListProps; tabIndex: number }) {
  switch (row.kind) {
    case 'needs_you':
      return (
        <h2 className="flex h-7 items-center gap-1.5 px-1.5 text-xs font-semibold text-attention">
          {words.needsYou}
          <span className="rounded-full bg-attention-ground px-1.5">{row.count}</span>
        </h2>
      )
    case 'heading':
      return (
        <h2 title={withMarks(row.path)} className="flex h-full items-end px-1.5 text-xs font-semibold text-muted">
          <span className="flex h-7 min-w-0 items-center gap-1.5">
            <Folder className="size-3.5 shrink-0" aria-hidden="true" />
            <bdi className="truncate">
              <Marked text={row.label} code />
            </bdi>
          </span>
        </h2>
      )
    case 'session':
      return (
        <RailSessionRow
          session={row.session}
          approvals={row.approvals}
          isCurrent={isAt(row, list.shown)}
          tabIndex={tabIndex}
          onFollow={list.onFollow}
        />
      )
    case 'older':
      return (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-expanded={list.isOlderOpen}
          onClick={list.onToggleOlder}
          className="smooth h-full w-full rounded-control px-1.5 text-left text-xs text-muted hover:bg-selected"
        >
          {(list.isOlderOpen ? words.hideOlder : words.showOlder)(row.count)}
        </button>
      )
  }
}

function isAt(row: RailRow, shown: readonly SessionId[]): boolean {
  return row.kind === 'session' && shown.includes(row.session.id)
}

/** Fingers need 44 px. */
function heightOf(row: RailRow): number {
  const isBig = isTouch()
  switch (row.kind) {
    case 'needs_you':
      return 28
    case 'heading':
      return 36
    case 'older':
      return isBig ? 44 : 32
    case 'session':
      return hasSecondLine(row.session, row.approvals) ? (isBig ? 56 : 46) : isBig ? 44 : 32
  }
}

/** A row's menu, and what is in it. */
const MENU = '[aria-haspopup], [role^="menuitem"]'

/** Up, Down, Home and End lead through the rows that are drawn; Right leads to a row's menu, Left back. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { activeElement } = document
  const row = activeElement?.closest('[data-key]') ?? null
  if (event.defaultPrevented || row === null || activeElement?.matches('[role^="menuitem"]') === true) {
    return
  }
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(`:is(a, button):not(${MENU})`)].toSorted(byPlace)
  const here = links.findIndex((one) => row.contains(one))
  const next = {
    ArrowDown: links[here + 1],
    ArrowUp: links[here - 1],
    Home: links[0],
    End: links.at(-1),
    ArrowRight: row.querySelector<HTMLElement>('[aria-haspopup]'),
    ArrowLeft: links[here],
  }[event.key]
  if (next !== undefined) {
    event.preventDefault()
    next?.focus()
  }
}

/** Rows that were scrolled in later may stand earlier. */
function byPlace(one: HTMLElement, other: HTMLElement): number {
  return one.getBoundingClientRect().top - other.getBoundingClientRect().top
}
