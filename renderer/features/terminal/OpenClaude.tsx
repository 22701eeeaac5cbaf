import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { SessionId, TerminalId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { openTerminal } from './terminals.ts'

interface OpenClaudeProps {
  session: Session
  onOpened: (id: TerminalId) => void
  /** As a button with words; else an icon. */
  isLarge?: boolean
}

/** Opens Claude Code's own interface on the session. While a turn runs the person says whether it is stopped or waited for. */
export function OpenClaude({ session, onOpened, isLarge = false }: OpenClaudeProps) {
  const [isAsking, setAsking] = useState(false)
  const [isWaiting, setWaiting] = useState(false)
  if (session.writer !== null || session.status === 'TERMINATED') {
    return null
  }
  const open = async () => {
    const opened = await openTerminal(session.id, 'claude')
    if (opened !== null) {
      onOpened(opened)
    }
  }
  const openLater = async () => {
    setWaiting(true)
    await whenOver(session.id)
    setWaiting(false)
    await open()
  }
  const start = () => (isBusy(session) ? setAsking(true) : void open())
  const label = isWaiting ? 'Claude opens here when the turn is over' : 'Open Claude Code’s own interface'
  return (
    <>
      {isLarge ? (
        <Button disabled={isWaiting} onClick={start}>
          <Sparkles className="size-4" aria-hidden="true" />
          {isWaiting ? 'Opens when the turn is over' : 'Open Claude here'}
        </Button>
      ) : (
        <IconButton label={label} disabled={isWaiting} onClick={start}>
          <Sparkles className="size-4" />
        </IconButton>
      )}
      {isAsking && (
        <Busy
          onClose={() => setAsking(false)}
          onStop={() => {
            void control(session.id, { action: 'interrupt' })
            void openLater()
          }}
          onWait={() => void openLater()}
        />
      )}
    </>
  )
}

/** Resolves once no turn runs in the session. */
function whenOver(id: SessionId): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const all = overview.get()
      const session = all.kind === 'ready' ? all.sessions.find((one) => one.id === id) : undefined
      if (session !== undefined && !isBusy(session)) {
        leave()
        resolve()
      }
    }
    const leave = overview.subscribe(look)
    look()
  })
}

function Busy({ onClose, onStop, onWait }: { onClose: () => void; onStop: () => void; onWait: () => void }) {
  const choose = (act: () => void) => () => {
    act()
    onClose()
  }
  return (
    <Dialog title="Claude works in this session" onClose={onClose}>
      <p className="mb-4 text-muted">
        One of them writes at a time: the terminal opens once this turn is over. Meanwhile the chat is read-only, and
        shows what happens in the terminal.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button variant="danger" onClick={choose(onStop)}>
          Stop the turn and open
        </Button>
        <Button variant="primary" onClick={choose(onWait)}>
          Open when it is over
        </Button>
      </div>
    </Dialog>
  )
}
