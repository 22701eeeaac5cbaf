import { ChevronLeft, ChevronsUpDown, Ellipsis } from 'lucide-react'
import { type Ref, useRef } from 'react'
import type { Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { closePane, showTab } from '#renderer/state/browser/pane.ts'
import { type PaneTab, paneTabs } from '#renderer/state/browser/paneTabs.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import { useMenu } from '#renderer/ui/useMenu.ts'
import type { PaneItems } from '#renderer/views/session/paneSlots.ts'
import { looks } from './paneLooks.ts'
import * as words from '../laterWords.ts'

/** Beside the tab that is shown so many others stand in the bar; its menu has all. */
const NEAR = 2

interface PhonePaneBarProps {
  readonly session: Session
  readonly tab: PaneTab
  /** The id of what it stands above. */
  readonly panel: string
  readonly counts: Readonly<Partial<Record<PaneTab, number>>>
  /** Where the tab says a few words about itself. */
  readonly summary: Ref<HTMLSpanElement>
  /** The tab's own entries of the menu. */
  readonly items: PaneItems | null
}

/** Of whose details which part is shown, the way to the others, and out of it. */
export function PhonePaneBar({ session, tab, panel, counts, summary, items }: PhonePaneBarProps) {
  const title = useRef<HTMLButtonElement>(null)
  const others = paneTabs.filter((name) => name !== tab)
  // The button that was pressed goes away.
  const show = (name: PaneTab) => {
    title.current?.focus()
    showTab(name)
  }
  return (
    <div className="flex h-13 flex-none items-center border-b border-line pr-2 pl-1">
      <IconButton label={words.backToTheConversation} onClick={closePane}>
        <ChevronLeft className="size-5" />
      </IconButton>
      <button
        ref={title}
        type="button"
        data-pane-title=""
        title={`${withMarks(session.name)} · ${words.switchSession}`}
        onClick={() => showOverlay({ kind: 'switcher', session })}
        className="flex h-full min-w-0 flex-1 flex-col justify-center rounded-control text-left -outline-offset-2"
      >
        <span className="flex max-w-full items-center gap-1 text-lg leading-6 font-semibold">
          <bdi className="truncate">
            <Marked text={session.name} />
          </bdi>
          <ChevronsUpDown className="size-3.5 shrink-0 text-muted" aria-hidden="true" />
        </span>
        <span className="max-w-full truncate text-xs text-muted">
          <span id={`${panel}-${tab}`}>{looks[tab].label}</span>
          <span ref={summary} />
        </span>
      </button>
      {others.slice(0, NEAR).map((name) => {
        const { label, Icon } = looks[name]
        return (
          <IconButton key={name} label={label} onClick={() => show(name)}>
            <Icon className="size-5" />
          </IconButton>
        )
      })}
      <MoreMenu others={others} counts={counts} items={items} onShow={show} />
    </div>
  )
}

interface MoreMenuProps extends Pick<PhonePaneBarProps, 'counts' | 'items'> {
  readonly others: readonly PaneTab[]
  readonly onShow: (name: PaneTab) => void
}

/** The other tabs, and what the one that is shown has for a menu. */
function MoreMenu({ others, counts, items, onShow }: MoreMenuProps) {
  const { isOpen, button, toggle, close } = useMenu()
  return (
    <>
      <IconButton ref={button} label={words.more} aria-haspopup="menu" aria-expanded={isOpen} onClick={toggle}>
        <Ellipsis className="size-5" />
      </IconButton>
      {isOpen && (
        <Menu label={words.details} anchor={button} onClose={close}>
          {others.map((name) => {
            const { label, Icon } = looks[name]
            const count = counts[name] ?? 0
            return (
              <MenuItem
                key={name}
                icon={<Icon className="size-4" />}
                onChoose={() => {
                  close()
                  onShow(name)
                }}
              >
                {count === 0 ? label : `${label} (${count})`}
              </MenuItem>
            )
          })}
          {items !== null && (
            <>
              <hr className="my-1 border-line" />
              {items(close)}
            </>
          )}
        </Menu>
      )}
    </>
  )
}
