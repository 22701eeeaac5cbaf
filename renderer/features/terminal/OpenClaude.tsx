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
import * as words from './words.ts'

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
  const label = isWaiting ? words.claudeOpensHereWhenThe : words.openClaudeCodesOwnInterface
  return (
    <>
      {isLarge ? (
        <Button disabled={isWaiting} onClick={start}>
          <Sparkles className="size-4" aria-hidden="true" />
          {isWaiting ? words.opensWhenTheTurnIs : words.openClaudeHere}
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
    <Dialog title={words.claudeWorksInThisSession} onClose={onClose}>
      <p className="mb-4 text-muted">{words.oneOfThemWritesAt}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button variant="danger" onClick={choose(onStop)}>
          {words.stopTheTurnAndOpen}
        </Button>
        <Button variant="primary" onClick={choose(onWait)}>
          {words.openWhenItIsOver}
        </Button>
      </div>
    </Dialog>
  )
}
