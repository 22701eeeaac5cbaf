import type { Session } from '#shared/session/session.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'

/** Takes what ended as read, without opening each; nothing for whoever may look on only. */
export function MarkAllRead({ sessions }: { sessions: readonly Session[] }) {
  const markAll = () => sessions.forEach(({ id }) => void control(id, { action: 'mark_read' }))
  if (!useMay('drive')) {
    return null
  }
  return (
    <Button look="quiet" onClick={markAll}>
      Mark all as read
    </Button>
  )
}
