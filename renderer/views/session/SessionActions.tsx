import {
  Archive,
  ArchiveRestore,
  CircleStop,
  Columns2,
  CornerDownRight,
  GitFork,
  Mail,
  MailOpen,
  Pencil,
  Pin,
  PinOff,
  Search,
  SlidersHorizontal,
  Trash2,
} from 'lucide-react'
import type { RefObject } from 'react'
import type { Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { fitsTwoSessions, openBeside, pathSession, shownSessions } from '#renderer/state/browser/columnActions.ts'
import { togglePane } from '#renderer/state/browser/pane.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { findRequest } from '#renderer/state/browser/findRequest.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { forkSession, forksOf } from '#renderer/state/session/forks.ts'
import { leaveUnread, setArchived, setPinned } from '#renderer/state/session/organise.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Menu, MenuItem } from '#renderer/ui/Menu.tsx'
import * as words from './laterWords.ts'

/** More than these nobody looks for in a menu; all of them are in the lists. */
const SHOWN_FORKS = 5

interface SessionActionsProps {
  session: Session
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}

/** The menu of a session. What asks first does so over the page. */
export function SessionActions({ session, anchor, onClose }: SessionActionsProps) {
  const then = (act: () => unknown) => () => {
    onClose()
    act()
  }
  const { pinned, archived, unread, status } = session
  return (
    <Menu label={session.name} anchor={anchor} onClose={onClose}>
      <MenuItem icon={<Pencil className="size-4" />} onChoose={then(() => showOverlay({ kind: 'rename', session }))}>
        {words.renameAsking}
      </MenuItem>
      <MenuItem
        icon={pinned ? <PinOff className="size-4" /> : <Pin className="size-4" />}
        onChoose={then(() => setPinned(session, !pinned))}
      >
        {pinned ? words.unpin : words.pin}
      </MenuItem>
      <MenuItem
        icon={unread ? <MailOpen className="size-4" /> : <Mail className="size-4" />}
        onChoose={then(() => (unread ? control(session.id, { action: 'mark_read' }) : leaveUnread(session.id)))}
      >
        {unread ? words.markAsRead : words.markAsUnread}
      </MenuItem>
      {(session.id === pathSession() || shownSessions().includes(session.id)) && (
        <MenuItem icon={<Search className="size-4" />} onChoose={then(() => findRequest.set(session.id))}>
          {words.findInConversation}
        </MenuItem>
      )}
      <DetailsItem session={session} then={then} />
      <BesideItem session={session} then={then} />
      <ForkItems session={session} then={then} />
      <MenuItem
        icon={archived ? <ArchiveRestore className="size-4" /> : <Archive className="size-4" />}
        onChoose={then(() => setArchived(session, !archived))}
      >
        {archived ? words.unarchive : words.archive}
      </MenuItem>
      {status !== 'TERMINATED' && (
        <MenuItem icon={<CircleStop className="size-4" />} onChoose={then(() => showOverlay({ kind: 'end', session }))}>
          {words.end}
        </MenuItem>
      )}
      <MenuItem
        icon={<Trash2 className="size-4" />}
        isDangerous
        onChoose={then(() => showOverlay({ kind: 'delete', session }))}
      >
        {words.deleteIt}
      </MenuItem>
    </Menu>
  )
}

/** On phones, where the bar's own button has made room for what else waits. */
function DetailsItem({
  session: { id, status },
  then,
}: {
  session: Session
  then: (act: () => unknown) => () => void
}) {
  return (
    status === 'WAITING' &&
    id === pathSession() &&
    screenSize.get() === 'phone' && (
      <MenuItem icon={<SlidersHorizontal className="size-4" />} onChoose={then(togglePane)}>
        {words.detailsOfTheSession}
      </MenuItem>
    )
  )
}

/** Opens it beside the session that is open; or, where it is on the screen itself, another one. */
function BesideItem({ session: { id }, then }: { session: Session; then: (act: () => unknown) => () => void }) {
  const first = pathSession()
  const isShown = id === first || shownSessions().includes(id)
  return (
    first !== null &&
    fitsTwoSessions.get() && (
      <MenuItem
        icon={<Columns2 className="size-4" />}
        onChoose={then(() => (isShown ? showOverlay({ kind: 'palette', beside: true }) : openBeside(id)))}
      >
        {isShown ? words.openAnotherBeside : words.openBeside}
      </MenuItem>
    )
  )
}

/** Forks it, and leads to the forks that it has. */
function ForkItems({ session, then }: { session: Session; then: (act: () => unknown) => () => void }) {
  return (
    <>
      {session.turn_count > 0 && (
        <MenuItem icon={<GitFork className="size-4" />} onChoose={then(() => forkSession(session.id))}>
          {words.fork}
        </MenuItem>
      )}
      {forksOf(session.id)
        .slice(0, SHOWN_FORKS)
        .map((fork) => (
          <MenuItem
            key={fork.id}
            icon={<CornerDownRight className="size-4" />}
            onChoose={then(() => goTo(`/session/${fork.id}`))}
          >
            <span className="sr-only">{words.goToFork} </span>
            <bdi>{withMarks(fork.name)}</bdi>
          </MenuItem>
        ))}
    </>
  )
}
