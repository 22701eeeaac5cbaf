import { useEffect, useLayoutEffect, useRef } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import {
  beingDeleted,
  closeColumn,
  fitsTwoSessions,
  isJustOpened,
  ROOM_WITH_RAIL,
} from '#renderer/state/browser/columnActions.ts'
import { focusedColumn } from '#renderer/state/browser/columns.ts'
import { standsBeside } from '#renderer/state/browser/screen.ts'
import { useOpenSession } from '#renderer/state/session/openSessions.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { useStore } from '#renderer/state/store.ts'
import { showToast } from '#renderer/state/toasts.ts'
import { Separator } from '../Separator.tsx'
import { MIN_WIDTH, useColumnWidth } from './useColumnWidth.ts'
import * as words from '../laterWords.ts'

interface ColumnEdgeProps {
  first: SessionId
  second: SessionId
}

/**
 * The edge between two sessions side by side, which gives the second one its width. While it is there `focusedColumn` says
 * which of them has the keyboard. Nothing in a window that is too narrow for two.
 */
export function ColumnEdge(props: ColumnEdgeProps) {
  return useStore(fitsTwoSessions, (value) => value) && <Edge {...props} />
}

function Edge({ first, second }: ColumnEdgeProps) {
  const edge = useRef<HTMLDivElement>(null)
  const { px, max, resize } = useColumnWidth(edge)
  useLayoutEffect(() => standsBeside(ROOM_WITH_RAIL), [])
  useLayoutEffect(() => followFocus(first, second), [first, second])
  useClosedByDeletion(first)
  useClosedByDeletion(second)
  return (
    <div ref={edge} className="relative w-px flex-none bg-line">
      <Separator
        controls="beside"
        label={words.widthOfTheSessionOn}
        range={{ px, min: MIN_WIDTH, max }}
        onMove={resize}
      />
    </div>
  )
}

/** Says which column the keyboard or the pointer was in last. Returns the function that stops it. */
function followFocus(first: SessionId, second: SessionId): () => void {
  const columnOf = (target: EventTarget | null) => {
    const column = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
    return [first, second].find((id) => id === column?.dataset['column'])
  }
  const note = ({ target }: Event) => focusedColumn.set(columnOf(target) ?? focusedColumn.get())
  focusedColumn.set(isJustOpened(second) ? second : (columnOf(document.activeElement) ?? first))
  document.addEventListener('focusin', note)
  document.addEventListener('pointerdown', note)
  return () => {
    document.removeEventListener('focusin', note)
    document.removeEventListener('pointerdown', note)
    focusedColumn.set(null)
  }
}

/** A session that another device deletes leaves its place to the other one. */
function useClosedByDeletion(id: SessionId): void {
  const state = useOpenSession(openSessions, id)
  const session = state.kind === 'open' ? state.header.session : null
  const isDeleted = session !== null && session.deletes_at !== null && !beingDeleted.has(id)
  const name = session?.name ?? ''
  useEffect(() => {
    if (isDeleted) {
      closeColumn(id)
      showToast(words.nameWasDeleted(withMarks(name)))
    }
  }, [isDeleted, id, name])
}
