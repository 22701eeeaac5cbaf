import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ProjectAction } from '#shared/operations/projectAction.ts'
import { singleKeys } from '#renderer/state/browser/singleKeys.ts'
import { lastRun, projectActionsOf, runAction } from '#renderer/state/session/projectActions.ts'
import { actionState } from '#renderer/views/actions/actionEnd.ts'
import type { Entry } from './entries.ts'
import * as words from './words.ts'

const none: readonly ProjectAction[] = []

/** The named commands of the project of the session that is open, each with how it ended the last time. null: none is open. */
export function useActionEntries(session_id: SessionId | null): readonly Entry[] {
  const [actions, setActions] = useState(none)
  useEffect(() => {
    if (session_id === null) {
      return undefined
    }
    const query = projectActionsOf(session_id)
    const take = () => {
      const state = query.get()
      setActions(state.kind === 'ready' ? state.value.actions : none)
    }
    const stops = [query.subscribe(take), query.watch()]
    take()
    return () => stops.forEach((stop) => stop())
  }, [session_id])
  if (session_id === null) {
    return []
  }
  const withKey = singleKeys.get() ? lastRun(actions) : null
  return actions.map((action) => ({
    id: `action ${action.action_id}`,
    group: 'commands',
    label: words.runName(action.name),
    detail: [action.command, actionState(action)].filter((part) => part !== '').join(' · '),
    ...(action === withKey ? { keys: 'R' } : {}),
    run: () => void runAction(session_id, action),
  }))
}
