import { useEffect, useState } from 'react'
import type { Approval, Danger } from '#shared/session/session.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import type { CardPlace } from './cardPlace.ts'
import { dangersOf } from './judgement.ts'

/** A person who types is not judged at each letter. */
const PAUSE_MS = 300

/** null while the workstation looks through what was edited; until then nothing may be allowed. */
export type EditedDangers = readonly Danger[] | null

type Input = Approval['input']

const notJudged: Danger = {
  code: 'not_judged',
  text: 'The workstation could not look through this for dangers. Read it twice.',
}

/**
 * Every danger of an input as a person edited it: the workstation judges it as it judged the requested one. `input` is
 * the same object as long as it says the same; null while it cannot be read.
 */
export function useEditedDangers(approval: Approval, place: CardPlace, input: Input | null): EditedDangers {
  const { approval_id } = approval
  const { session_id } = place
  const [judged, setJudged] = useState<{ readonly of: Input; readonly dangers: readonly Danger[] } | null>(null)
  useEffect(() => {
    if (input === null) {
      return
    }
    let isOver = false
    const judge = async (): Promise<void> => {
      const told = await connection.client
        .call('approval.judge', { session_id, approval_id, updated_input: input })
        .then(
          ({ dangers }) => dangers,
          () => [notJudged],
        )
      if (!isOver) {
        setJudged({ of: input, dangers: dangersOf({ input, dangers: [...told] }) })
      }
    }
    const timer = setTimeout(() => void judge(), PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [input, session_id, approval_id])
  return judged !== null && judged.of === input ? judged.dangers : null
}
