import { type ComponentType, type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { type Task, tasksOf } from '#shared/session/timeline/tasks.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { closePane, fullPane } from '#renderer/state/browser/pane.ts'
import type { PaneTab } from '#renderer/state/browser/paneTabs.ts'
import { hasOneColumn, screenSize, standsBeside } from '#renderer/state/browser/screen.ts'
import { useStore } from '#renderer/state/store.ts'
import { classes } from '#renderer/ui/classes.ts'
import { type PaneItems, PaneSlots } from '#renderer/views/session/paneSlots.ts'
import { Separator } from '../Separator.tsx'
import { PaneBar } from './PaneBar.tsx'
import { PhonePaneBar } from './PhonePaneBar.tsx'
import { MIN_WIDTH, usePaneWidth } from './usePaneWidth.ts'
import * as words from '../laterWords.ts'

/** The rail stays beside the pane in windows of this width, in px: the style sheet's `xl`. */
const ROOM_WITH_RAIL = 1280

/** What stands in the pane under its tabs. */
export type PaneContent = ComponentType<{ session: Session; tab: PaneTab; tasks: readonly Task[] }>

/**
 * What belongs to a session beside its conversation: to its right in wide windows, as wide as the person made it, else over
 * it.
 */
export function Pane(props: { session: Session; items: Timeline['items']; tab: PaneTab; content: PaneContent }) {
  const { session, items, tab, content: Content } = props
  const pane = useRef<HTMLElement>(null)
  const id = useId()
  const width = usePaneWidth(pane)
  const isFull = useStore(fullPane, (value) => value) && tab === 'terminal'
  const tasks = useMemo(() => tasksOf(items), [items])
  const left = tasks.filter(({ status }) => status !== 'completed').length + session.background_tasks.length
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  const [summary, setSummary] = useState<HTMLSpanElement | null>(null)
  const [menu, setMenu] = useState<PaneItems | null>(null)
  const slots = useMemo(
    // A function as the next state would be called for it.
    () => ({ summary, setItems: (next: PaneItems | null) => setMenu(() => next) }),
    [summary],
  )
  const counts = { tasks: left }
  const panel = `${id}-panel`
  useEffect(() => standsBeside(ROOM_WITH_RAIL), [])
  useEffect(() => (pane.current === null ? undefined : carryFocus(pane.current)), [])
  return (
    <aside
      ref={pane}
      id={id}
      aria-label={words.details}
      onKeyDown={closeOnEscape}
      style={{ width: isFull ? undefined : (width.px ?? undefined) }}
      className={classes(
        'absolute inset-0 z-10 flex min-w-0 flex-col bg-ground',
        !isFull && 'lg:relative lg:inset-auto lg:flex-none lg:border-l lg:border-line',
      )}
    >
      {width.px !== null && !isFull && (
        <Separator
          controls={id}
          label={words.widthOfTheDetails}
          range={{ px: width.px, min: MIN_WIDTH, max: width.max }}
          onMove={width.resize}
        />
      )}
      {isPhone ? (
        <PhonePaneBar session={session} tab={tab} panel={panel} counts={counts} summary={setSummary} items={menu} />
      ) : (
        <PaneBar tab={tab} panel={panel} counts={counts} />
      )}
      <div
        id={panel}
        data-panel=""
        role={isPhone ? 'group' : 'tabpanel'}
        aria-labelledby={`${panel}-${tab}`}
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col"
      >
        <PaneSlots value={isPhone ? slots : null}>
          <Content session={session} tab={tab} tasks={tasks} />
        </PaneSlots>
      </div>
    </aside>
  )
}

/** Where it covers the conversation, Esc leads back to that, and stops no turn. */
function closeOnEscape(event: KeyboardEvent): void {
  const isInDialog = event.target instanceof Element && event.target.closest('dialog') !== null
  if (event.key === 'Escape' && hasOneColumn.get() && !isInDialog) {
    event.preventDefault()
    event.stopPropagation()
    closePane()
  }
}

/** A pane that covers what has the focus takes it; a focus that goes away with the pane returns to its button. */
function carryFocus(pane: HTMLElement): () => void {
  if (hasOneColumn.get()) {
    pane.querySelector<HTMLElement>('[role="tab"][aria-selected="true"], [data-pane-title]')?.focus()
  }
  return () => {
    if (document.activeElement === document.body || document.activeElement === null) {
      document.querySelector<HTMLElement>('[data-shortcut="pane"]')?.focus()
    }
  }
}
