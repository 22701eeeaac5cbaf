import { SquareTerminal } from 'lucide-react'
import type { TerminalConfirmation } from '#shared/operations/terminalConfirmation.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'

/** A device that waits for a yes to its first terminal: who, from where, since when. */
export function TerminalConfirmationCard(props: {
  confirmation: TerminalConfirmation
  onAnswer: (decision: 'allow' | 'deny') => void
}) {
  const { confirmation, onAnswer } = props
  const { device_name, address, username, asked_at, expires_in } = confirmation
  const minutes = Math.max(1, Math.ceil(expires_in / 60))
  return (
    <section
      aria-label={`First terminal of ${device_name}`}
      className="space-y-2 rounded-card border border-l-4 border-attention/60 border-l-attention bg-surface p-4"
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <SquareTerminal className="size-4 flex-none" aria-hidden="true" />
        <span className="min-w-0 wrap-anywhere">
          <bdi>{device_name}</bdi> asks for its first terminal
        </span>
      </h2>
      <p className="text-sm wrap-anywhere">
        <bdi>{username}</bdi>
        {address !== null && (
          <>
            {' · '}
            <bdi className="font-mono">{address}</bdi>
          </>
        )}
        {' · asked '}
        <RelativeTime at={asked_at} />
        {` · ${minutes === 1 ? 'a minute' : `${minutes} minutes`} left`}
      </p>
      <p className="text-sm">
        In a terminal it can run anything that you can. Deny it if you are not opening one on that device right now.
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onAnswer('deny')}>Deny</Button>
        <Button variant="attention" onClick={() => onAnswer('allow')}>
          Allow
        </Button>
      </div>
    </section>
  )
}
