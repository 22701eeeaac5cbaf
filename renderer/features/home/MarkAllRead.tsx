import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'

/** Takes what ended as read, without opening each. */
export function MarkAllRead({ sessions }: { sessions: readonly Session[] }) {
  const markAll = () => sessions.forEach(({ id }) => void control(id, { action: 'mark_read' }))
  return (
    <Button look="quiet" onClick={markAll}>
      Mark all as read
    </Button>
  )
}
