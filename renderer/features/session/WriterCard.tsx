import { Sparkles, SquareTerminal } from 'lucide-react'
import { useState } from 'react'
import type { Session, SessionWriter } from '#shared/session/session.ts'
import { showTab } from '#renderer/state/browser/pane.ts'
import { forkSession } from '#renderer/state/session/forks.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { isBusy } from '#renderer/format/statusLabel.ts'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from './laterWords.ts'

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
      aria-label={isTerminal ? words.aTerminalDrivesThisSession : words.aClaudeCodeOutsideDrives}
      className="rounded-card border border-line-strong/60 bg-surface p-3"
    >
      <h3 className="mb-1 flex items-center gap-2 text-sm font-semibold">
        <Icon className="size-4 shrink-0" aria-hidden="true" />
        {isTerminal ? words.aTerminalDrivesThisSession : words.aClaudeCodeOutsideHomeport}
      </h3>
      <p className="mb-3 text-muted">{sentence(session, writer)}</p>
      <div className="flex flex-wrap gap-1.5">
        <Button
          // What waits for an answer above comes first.
          variant={session.pending_approvals > 0 ? 'secondary' : 'primary'}
          disabled={isSending}
          onClick={takeOver}
        >
          {isTerminal ? words.takeBack : words.takeOver}
        </Button>
        {isTerminal && <Button onClick={() => showTab('terminal')}>{words.showTheTerminal}</Button>}
        {session.turn_count > 0 && (
          <Button variant="ghost" onClick={() => void forkSession(session.id)}>
            {words.goOnInAFork}
          </Button>
        )}
      </div>
    </section>
  )
}

function sentence(session: Session, { kind, pid }: SessionWriter): string {
  const outside = pid === undefined ? words.watchedOutside : words.watchedOutsideAndEnded(pid)
  const watched = kind === 'terminal' ? words.watchedInATerminal : outside
  return isBusy(session) ? `${watched} ${words.theTurnStopsWithIt}` : watched
}
