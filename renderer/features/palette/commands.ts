import type { Session } from '#shared/session/session.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'
import { showOverlay } from '#renderer/state/browser/overlay.ts'
import { setTheme, theme, type Theme } from '#renderer/state/browser/preferences.ts'
import { closeColumn, fitsTwoSessions, focusOtherColumn, shownSessions } from '#renderer/state/browser/columnActions.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { singleKeys } from '#renderer/state/browser/singleKeys.ts'
import { goToNextInNeed } from '#renderer/state/session/needsYou.ts'
import { forkSession } from '#renderer/state/session/forks.ts'
import { leaveUnread, setArchived, setPinned } from '#renderer/state/session/organise.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { signOut } from '#renderer/state/workstation/signOut.ts'
import type { Entry } from './entries.ts'
import * as words from './words.ts'

interface Situation {
  /** What is open; null: another page. */
  readonly session: Session | null
  readonly mayDrive: boolean
  readonly needsYou: number
  readonly unread: readonly Session[]
}

const themes: Readonly<Record<Theme, string>> = {
  system: words.themeAsTheSystem,
  light: words.themeLight,
  dark: words.themeDark,
}

/** What can be done from anywhere, in this situation, by this person. */
export function commandsIn({ session, mayDrive, needsYou, unread }: Situation): readonly Entry[] {
  return [
    ...(mayDrive ? [command(words.newSession, () => goTo('/new'), { key: 'C' })] : []),
    ...(mayDrive && session !== null ? sessionCommands(session) : []),
    ...(session === null ? [] : columnCommands(session)),
    ...(needsYou > 0
      ? [command(words.nextSessionThatNeedsYou, goToNextInNeed, { detail: words.needsYouWaiting(needsYou), key: 'N' })]
      : []),
    ...(mayDrive && unread.length > 0
      ? [command(words.markAllAsRead, () => unread.forEach(({ id }) => void control(id, { action: 'mark_read' })))]
      : []),
    ...(['system', 'light', 'dark'] as const)
      .filter((one) => one !== theme.get())
      .map((one) => command(themes[one], () => setTheme(one))),
    command(words.keyboardShortcuts, () => showOverlay({ kind: 'shortcuts' }), { key: '?' }),
    command(words.signOut, () => void signOut(), { detail: words.thisBrowser }),
  ]
}

function sessionCommands(session: Session): readonly Entry[] {
  const { id: session_id, name: detail, pinned, archived, status, turn_count } = session
  const ask = (kind: 'rename' | 'end' | 'delete') => () => showOverlay({ kind, session })
  return [
    ...(isBusy(session)
      ? [command(words.stopTheTurn, () => void control(session_id, { action: 'interrupt' }), { detail })]
      : []),
    ...(turn_count > 0 ? [command(words.forkSession, () => void forkSession(session_id), { detail })] : []),
    command(words.renameSession, ask('rename'), { detail }),
    command(pinned ? words.unpinSession : words.pinSession, () => void setPinned(session, !pinned), { detail }),
    command(words.markAsUnread, () => leaveUnread(session_id), { detail }),
    command(archived ? words.unarchiveSession : words.archiveSession, () => void setArchived(session, !archived), {
      detail,
    }),
    ...(status === 'TERMINATED' ? [] : [command(words.endSession, ask('end'), { detail })]),
    command(words.deleteSession, ask('delete'), { detail }),
  ]
}

/** What stands side by side is for everybody, those who only look included. */
function columnCommands({ id, name: detail }: Session): readonly Entry[] {
  return [
    ...(fitsTwoSessions.get()
      ? [command(words.openAnotherSessionBeside, () => showOverlay({ kind: 'palette', beside: true }), { detail })]
      : []),
    ...(shownSessions().length > 1
      ? [
          command(words.closeThisColumn, () => closeColumn(id), { detail }),
          command(words.goToTheOtherSession, () => void focusOtherColumn(), { key: 'O' }),
        ]
      : []),
  ]
}

function command(label: string, run: () => void, { detail = '', key }: { detail?: string; key?: string } = {}): Entry {
  const keys = singleKeys.get() ? key : undefined
  return { id: `command ${label}`, group: 'commands', label, detail, keys, run }
}
