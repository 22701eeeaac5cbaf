import { Square } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Session } from '#shared/session/session.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { useStore } from '#renderer/state/store.ts'
import { VirtualRows } from '#renderer/ui/VirtualRows.tsx'
import { SessionRow } from '#renderer/views/session/SessionRow.tsx'
import * as words from './words.ts'

interface SessionSectionProps {
  title: string
  sessions: readonly Session[]
  /** Beside the title. */
  note?: ReactNode
  /** A button for the whole section. */
  action?: ReactNode
  /** Whether each row ends with a button that stops its turn. */
  canStop?: boolean
}

/** A titled list of sessions, of which only those near the screen are drawn; nothing when there are none. */
export function SessionSection({ title, sessions, note, action, canStop = false }: SessionSectionProps) {
  const isPhone = useStore(screenSize, (size) => size === 'phone')
  return sessions.length === 0 ? null : (
    <section aria-label={title}>
      <div className="flex min-h-8 items-center gap-2">
        <h2 className="font-semibold">{title}</h2>
        {note}
        <span className="flex-1" />
        {action}
      </div>
      <div className="overflow-hidden border-line max-md:border-t md:rounded-card md:border md:bg-surface">
        <div className="-mb-px">
          <VirtualRows label={title} rows={sessions} keyOf={({ id }) => id} heightOf={() => (isPhone ? 56 : 44)}>
            {(session) => (
              <div className="h-full border-b border-line">
                <SessionRow session={session}>{canStop && <StopButton session={session} />}</SessionRow>
              </div>
            )}
          </VirtualRows>
        </div>
      </div>
    </section>
  )
}

function StopButton({ session }: { session: Session }) {
  return (
    <IconButton
      label={words.stopName(withMarks(session.name))}
      onClick={() => void control(session.id, { action: 'interrupt' })}
    >
      <Square className="size-3 fill-current" />
    </IconButton>
  )
}
