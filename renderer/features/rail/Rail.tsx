import { useEffect, useMemo, useState } from 'react'
import { Plus, Search } from 'lucide-react'
import { overview } from '#renderer/state/session/overview.ts'
import { shownSessions } from '#renderer/state/browser/columnActions.ts'
import { focusedColumn } from '#renderer/state/browser/columns.ts'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { address } from '#renderer/state/browser/route.ts'
import { closeDrawer, railIsDrawn } from '#renderer/state/browser/rail.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useStore } from '#renderer/state/store.ts'
import { Key } from '#renderer/ui/Key.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { LoadOlder } from '#renderer/views/LoadOlder.tsx'
import { RailButton } from '#renderer/views/page/RailButton.tsx'
import { shortcut } from '#renderer/views/page/shortcut.ts'
import { RailFoot } from './RailFoot.tsx'
import { RailList } from './RailList.tsx'
import { railRows } from './railRows.ts'
import * as words from './words.ts'

/** Every session by project, the way to a new one and to the other pages, and the state of the connection. */
export function Rail() {
  useEffect(railIsDrawn, [])
  return (
    <nav aria-label={words.sessions} className="flex h-full w-66 flex-none flex-col border-r border-line bg-rail">
      <div className="flex h-12 flex-none items-center pr-2 pl-3.5">
        <Link
          href="/"
          onClick={closeDrawer}
          className="flex min-h-8 items-center gap-2 rounded-control pr-1 text-base font-semibold touch:min-h-11"
        >
          <img src="/icon.svg" alt="" width="22" height="22" />
          {words.homeport}
        </Link>
        <span className="flex-1" />
        <RailButton label={words.hideSidebar} />
      </div>
      <Sessions />
      <RailFoot />
    </nav>
  )
}

function Sessions() {
  const state = useStore(overview, (value) => value)
  // What `shownSessions` goes by.
  useStore(address, (value) => value)
  useStore(focusedColumn, (focused) => focused !== null)
  const mayStart = useMay('drive')
  const [isOlderOpen, setOlderOpen] = useState(false)
  const rows = useMemo(
    () => (state.kind === 'ready' ? railRows(state, { withOlder: isOlderOpen }) : null),
    [state, isOlderOpen],
  )
  return (
    <>
      <div className="flex flex-none gap-1.5 px-2.5 pb-2">
        <button
          type="button"
          data-shortcut="search"
          title={words.search}
          onClick={() => showOverlay({ kind: 'palette' })}
          className="smooth flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-control border border-line bg-surface px-2 text-muted touch:min-h-11 hover:border-line-strong"
        >
          <Search className="size-4 shrink-0" aria-hidden="true" />
          {words.search}
          <span className="ml-auto touch:hidden" aria-hidden="true">
            <Key>{shortcut('K')}</Key>
          </span>
        </button>
        {mayStart && (
          <Link
            href="/new"
            aria-label={words.newSession}
            title={words.newSession}
            data-shortcut="new_session"
            onClick={closeDrawer}
            className="smooth flex size-8 shrink-0 items-center justify-center self-center rounded-control bg-accent text-on-accent touch:size-11 hover:brightness-110"
          >
            <Plus className="size-4" aria-hidden="true" />
          </Link>
        )}
      </div>
      {rows === null || rows.length === 0 ? (
        <p role="status" className="flex-1 px-4 py-3 text-muted">
          {rows === null ? '' : words.yourSessionsWillBeListed}
        </p>
      ) : (
        <RailList
          rows={rows}
          shown={shownSessions()}
          onFollow={closeDrawer}
          isOlderOpen={isOlderOpen}
          onToggleOlder={() => setOlderOpen(!isOlderOpen)}
        />
      )}
      {state.kind === 'ready' && state.next_cursor !== null && <LoadOlder />}
    </>
  )
}
