import { useState } from 'react'
import type { Effort } from '#shared/session/effort.ts'
import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { EffortSelect } from '#renderer/views/session/EffortSelect.tsx'

/** Picks the effort of a session. A choice is shown at once, and reverted when it is refused. */
export function EffortPicker({ session: { id, effort, effort_levels } }: { session: Session }) {
  const [asked, setAsked] = useState<{ readonly effort: Effort | null } | null>(null)
  const current = asked === null ? effort : asked.effort
  return <EffortSelect effort={current} levels={effort_levels} onChange={(level) => void choose(level)} />

  async function choose(level: Effort | null): Promise<void> {
    setAsked({ effort: level })
    await control(id, { action: 'set_effort', effort: level })
    setAsked(null)
  }
}
