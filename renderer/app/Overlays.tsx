import { Palette } from '#renderer/features/palette/Palette.tsx'
import { type Earlier, listenForShortcuts } from '#renderer/features/shortcuts/listen.ts'
import { SessionSwitcher } from '#renderer/features/session/switcher/SessionSwitcher.tsx'
import { ShortcutSheet } from '#renderer/features/shortcuts/ShortcutSheet.tsx'
import { overlay, showOverlay } from '#renderer/state/browser/overlay.ts'
import { useStore } from '#renderer/state/store.ts'
import { may } from '#renderer/state/workstation/may.ts'
import { DeleteDialog } from '#renderer/views/session/DeleteDialog.tsx'
import { EndDialog } from '#renderer/views/session/EndDialog.tsx'
import { RenameDialog } from '#renderer/views/session/RenameDialog.tsx'
import { pages } from './pages.ts'

const questions = { rename: RenameDialog, end: EndDialog, delete: DeleteDialog } as const

/** What lies over every page: the palette, the shortcuts, the other sessions, and the questions about one. */
export function Overlays() {
  const open = useStore(overlay, (value) => value)
  // One that closes must not take away what it has led to.
  const close = () => overlay.get() === open && showOverlay(null)
  if (open === null) {
    return null
  }
  switch (open.kind) {
    case 'palette':
      // With a key: the one of all things leads to the one of sessions.
      return open.beside === true ? (
        <Palette key="beside" pages={null} onClose={close} />
      ) : (
        <Palette key="all" pages={found()} first={open.query} onClose={close} />
      )
    case 'shortcuts':
      return <ShortcutSheet onClose={close} />
    case 'switcher':
      return <SessionSwitcher current={open.session.id} onClose={close} />
    default: {
      const Question = questions[open.kind]
      return <Question session={open.session} onClose={close} />
    }
  }
}

/** Opens them by their keys from now on: one file with what they open, since each file costs the first load its name. */
export function listenForKeys(earlier: readonly Earlier[]): void {
  listenForShortcuts(earlier)
}

/** Pages that this browser may open. A session is found by its name, and the QR page is for the desktop program. */
function found() {
  const { session: _session, qr: _qr, ...listed } = pages
  return Object.values(listed)
    .filter(({ needs }) => may(needs))
    .map(({ path, title }) => ({ path, title: title ?? 'Home' }))
}
