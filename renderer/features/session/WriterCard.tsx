import { Sparkles, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import type { Session, SessionWriter } from '#shared/session/session.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { forkSession } from '#renderer/state/session/forks.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'
import { Button } from '#renderer/ui/Button.tsx'

/** In place of the composer while something else writes in the conversation: who, and how it goes on here. */
export function WriterCard({ session, writer }: { session: Session; writer: SessionWriter }) {
  const [isSending, setSending] = useState(false)
  const isTerminal = writer.kind === 'terminal'
  const Icon = isTerminal ? SquareTerminal : Sparkles
  const takeOver = () => {
    setSending(true)
    void control(session.id, { action: 'take_over' }).finally(() => setSending(false))
  }
  return (
    <section
      aria-label={isTerminal ? 'A terminal drives this session' : 'A Claude Code outside drives this session'}
      className="rounded-card border border-line-strong/60 bg-surface p-3"
    >
      <h3 className="mb-1 flex items-center gap-2 text-sm font-semibold">
        <Icon className="size-4 shrink-0" aria-hidden="true" />
        {isTerminal ? 'A terminal drives this session' : 'A Claude Code outside Homeport drives this session'}
      </h3>
      <p className="mb-3 text-muted">{sentence(session, writer)}</p>
      <div className="flex flex-wrap gap-1.5">
        <Button
          // What waits for an answer above comes first.
          variant={session.pending_approvals > 0 ? 'secondary' : 'primary'}
          disabled={isSending}
          onClick={takeOver}
        >
          {isTerminal ? 'Take back' : 'Take over'}
        </Button>
        {isTerminal && <Button onClick={() => showTab('terminal')}>Show the terminal</Button>}
        {session.turn_count > 0 && (
          <Button variant="ghost" onClick={() => void forkSession(session.id)}>
            Go on in a fork
          </Button>
        )}
      </div>
    </section>
  )
}

function sentence(session: Session, { kind, pid }: SessionWriter): string {
  const stops = isBusy(session) ? ' The turn that runs there stops with it.' : ''
  if (kind === 'terminal') {
    return `You watch it live. Take it back to write here: that closes the terminal.${stops}`
  }
  const ends = pid === undefined ? 'go on here; close the other one' : `go on here: that ends it (process ${pid})`
  return `You watch it live. Take it over to ${ends}.${stops}`
}
