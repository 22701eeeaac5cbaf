import { ChevronLeft, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { closePane, showTab } from '#renderer/state/browser/pane.ts'
import { type PaneTab, paneTabs } from '#renderer/state/browser/paneTabs.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { looks } from './paneLooks.ts'
import * as words from '../laterWords.ts'

/** Where there is room: the tabs of the pane, and the way out of it. `counts`: what a tab has to show, where that is worth knowing. */
export function PaneBar(props: { tab: PaneTab; panel: string; counts: Readonly<Partial<Record<PaneTab, number>>> }) {
  const { tab, panel, counts } = props
  return (
    <div className="flex h-12 flex-none items-center border-b border-line pr-2 pl-1 lg:pl-2">
      <IconButton label={words.backToTheConversation} className="lg:hidden" onClick={closePane}>
        <ChevronLeft className="size-5" />
      </IconButton>
      <div
        role="tablist"
        aria-label={words.details}
        onKeyDown={move}
        className="flex h-full min-w-0 flex-1 overflow-x-auto [scrollbar-width:none]"
      >
        {paneTabs.map((name) => {
          const { label, Icon } = looks[name]
          const count = counts[name] ?? 0
          return (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${panel}-${name}`}
              aria-selected={name === tab}
              aria-controls={panel}
              tabIndex={name === tab ? 0 : -1}
              onClick={() => showTab(name)}
              className={classes(
                'smooth -mb-px flex shrink-0 h-[calc(100%+1px)] items-center gap-1.5 border-b-2 px-3 -outline-offset-2',
                name === tab ? 'border-text font-medium' : 'border-transparent text-muted hover:text-text',
              )}
            >
              <Icon className="size-4 shrink-0" aria-hidden="true" />
              {label}{' '}
              {count > 0 && <span className="rounded-control bg-raised px-1.5 text-xs text-muted">{count}</span>}
            </button>
          )
        })}
      </div>
      <IconButton label={words.closeTheDetails} className="max-lg:hidden" onClick={closePane}>
        <X className="size-4" />
      </IconButton>
    </div>
  )
}

/** Left, Right, Home and End choose among the tabs. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
  const now = tabs.findIndex((one) => one === document.activeElement)
  const next = {
    ArrowRight: (now + 1) % tabs.length,
    ArrowLeft: (now - 1 + tabs.length) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  }[event.key]
  if (next !== undefined) {
    event.preventDefault()
    tabs[next]?.focus()
    tabs[next]?.click()
  }
}
