import { createRoot } from 'react-dom/client'
import { SessionId } from '#shared/ids.ts'
import { createStore, useStore } from '#renderer/state/store.ts'
import { OpenSessions, useOpenSession } from '#renderer/state/session/openSessions.ts'
import { openedConnection } from '#test/support/browser/openedConnection.ts'

/** What the test reaches: the frames that the panes sent, and the server's end of their one socket. */
export interface PanesOfTest {
  readonly sent: () => readonly Readonly<Record<string, unknown>>[]
  readonly says: (frame: Readonly<Record<string, unknown>>) => void
  /** Shows a pane for each id. */
  readonly show: (ids: readonly string[]) => void
}

declare global {
  interface Window {
    panesOfTest?: PanesOfTest
  }
}

const { connection, sockets } = openedConnection()
const sessions = new OpenSessions(connection)
const shown = createStore<readonly string[]>([])

function Pane({ id }: { id: SessionId }) {
  const state = useOpenSession(sessions, id)
  return (
    <section aria-label="Pane">
      {state.kind === 'open'
        ? state.timeline.items.map((item) => ('text' in item ? item.text : '')).join(' ')
        : state.kind}
    </section>
  )
}

function Panes() {
  const ids = useStore(shown, (value) => value)
  return ids.map((id, index) => <Pane key={index} id={SessionId.parse(id)} />)
}

window.panesOfTest = {
  sent: () => sockets.last.sent,
  says: (frame) => sockets.last.says(frame),
  show: shown.set,
}

const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(<Panes />)
