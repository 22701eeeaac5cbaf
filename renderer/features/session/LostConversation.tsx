import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from './laterWords.ts'

/** Claude Code has lost the conversation: the person decides how to continue before anything is sent. */
export function LostConversation({ session, waits }: { session: Session; waits: number }) {
  const [isSending, setSending] = useState(false)
  if (session.status_reason !== 'conversation_gone') {
    return null
  }
  const act = (action: 'start_over' | 'hold_queue') => {
    setSending(true)
    void control(session.id, { action }).finally(() => setSending(false))
  }
  return (
    <section
      aria-label={words.claudeCodeHasLostThis}
      className="mb-3 rounded-card border border-l-4 border-attention/60 border-l-attention bg-surface p-3"
    >
      <h3 className="mb-1 text-sm font-semibold">{words.claudeCodeHasLostThis}</h3>
      <p className="mb-2 text-muted">{words.itsTranscriptIsGoneFrom}</p>
      <div className="mt-3 flex flex-wrap gap-1.5">
        <Button variant="primary" disabled={isSending} onClick={() => act('start_over')}>
          {words.startOverWithASummary}
        </Button>
        {waits > 0 && (
          <Button variant="ghost" disabled={isSending} onClick={() => act('hold_queue')}>
            {words.cancelAndHoldWhatWaits}
          </Button>
        )}
      </div>
    </section>
  )
}
