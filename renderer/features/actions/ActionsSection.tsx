import { Plus } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { lastRun, projectActionsOf } from '#renderer/state/session/projectActions.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ActionRow } from './ActionRow.tsx'
import { OwnActionDialog } from './OwnActionDialog.tsx'
import * as words from './words.ts'

/** How often it is asked whether one that runs has ended. */
const LOOK_MS = 2000

/** The named commands of a session's project: one click runs one, its result stays beside it. */
export function ActionsSection({ session }: { session: Session }) {
  const query = useMemo(() => projectActionsOf(session.id), [session.id])
  const state = useQuery(query)
  const [isAdding, setAdding] = useState(false)
  const isRunning = state.kind === 'ready' && state.value.actions.some(({ running }) => running !== null)
  useEffect(() => (isRunning ? query.watch(LOOK_MS) : undefined), [isRunning, query])
  if (!useMay('drive')) {
    return null
  }
  return (
    <section aria-label={words.actions} className="border-t border-line py-4">
      <div className="mb-1.5 flex items-center justify-between">
        <h3 className="text-xs font-semibold text-muted">{words.actions}</h3>
        <IconButton label={words.addAnActionOfYour} onClick={() => setAdding(true)}>
          <Plus className="size-4" />
        </IconButton>
      </div>
      {state.kind === 'failed' && <Problem>{state.message}</Problem>}
      {state.kind === 'ready' && state.value.actions.length === 0 && (
        <p className="text-muted">{words.noActionsScriptsOfPackage}</p>
      )}
      {state.kind === 'ready' && (
        <ul className="divide-y divide-line">
          {state.value.actions.map((action) => (
            <ActionRow
              key={action.action_id}
              action={action}
              session={session}
              hasKey={action === lastRun(state.value.actions)}
              file={state.value.files.find(({ file }) => file === action.file) ?? null}
              onChanged={query.refresh}
            />
          ))}
        </ul>
      )}
      {isAdding && (
        <OwnActionDialog sessionId={session.id} onClose={() => setAdding(false)} onSaved={() => void query.refresh()} />
      )}
    </section>
  )
}
