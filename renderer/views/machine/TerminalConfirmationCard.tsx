import { SquareTerminal } from 'lucide-react'
import type { TerminalConfirmation } from '#shared/operations/terminalConfirmation.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import * as words from './words.ts'

/** A device that waits for a yes to its first terminal: who, from where, since when. */
export function TerminalConfirmationCard(props: {
  confirmation: TerminalConfirmation
  onAnswer: (decision: 'allow' | 'deny') => void
}) {
  const { confirmation, onAnswer } = props
  const { device_name, address, username, asked_at, expires_in } = confirmation
  return (
    <section
      aria-label={words.firstTerminalOf(device_name)}
      className="space-y-2 rounded-card border border-l-4 border-attention/60 border-l-attention bg-surface p-4"
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <SquareTerminal className="size-4 flex-none" aria-hidden="true" />
        <span className="min-w-0 wrap-anywhere">{words.asksForItsFirstTerminal(<bdi>{device_name}</bdi>)}</span>
      </h2>
      <p className="text-sm wrap-anywhere">
        <bdi>{username}</bdi>
        {address !== null && (
          <>
            {' · '}
            <bdi className="font-mono">{address}</bdi>
          </>
        )}
        {' · '}
        {words.askedWithTimeLeft(<RelativeTime at={asked_at} />, expires_in)}
      </p>
      <p className="text-sm">{words.inATerminalItCan}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onAnswer('deny')}>{words.deny}</Button>
        <Button variant="attention" onClick={() => onAnswer('allow')}>
          {words.allow}
        </Button>
      </div>
    </section>
  )
}
