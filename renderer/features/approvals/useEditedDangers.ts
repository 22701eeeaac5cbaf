import { useEffect, useState } from 'react'
import type { Approval, Danger } from '#shared/session/session.ts'
import { connection } from '#renderer/state/connection.ts'
import type { CardPlace } from './cardPlace.ts'
import { dangersOf } from './judgement.ts'

/** A person who types is not judged at each letter. */
const PAUSE_MS = 300

/** null while the workstation looks through what was edited; until then nothing may be allowed. */
export type EditedDangers = readonly Danger[] | null

const notJudged: Danger = {
  code: 'not_judged',
  text: 'The workstation could not look through this for dangers. Read it twice.',
}

/** Every danger of an input as a person edited it: the workstation judges it as it judged the requested one. */
export function useEditedDangers(
  approval: Approval,
  place: CardPlace,
  input: Readonly<Record<string, unknown>> | null,
): EditedDangers {
  const [judged, setJudged] = useState<{ readonly of: string; readonly dangers: readonly Danger[] } | null>(null)
  const wanted = input === null ? null : JSON.stringify(input)
  useEffect(() => {
    if (wanted === null) {
      return
    }
    let isOver = false
    const updated_input = JSON.parse(wanted) as Record<string, unknown>
    const judge = async (): Promise<void> => {
      const params = { session_id: place.session_id, approval_id: approval.approval_id, updated_input }
      const told = await connection.client.call('approval.judge', params).then(
        ({ dangers }) => dangers,
        () => [notJudged],
      )
      if (!isOver) {
        setJudged({ of: wanted, dangers: dangersOf({ input: updated_input, dangers: [...told] }) })
      }
    }
    const timer = setTimeout(() => void judge(), PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [wanted, approval.approval_id, place.session_id])
  return judged !== null && judged.of === wanted ? judged.dangers : null
}
