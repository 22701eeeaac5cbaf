import { useEffect, useState } from 'react'
import type { Approval, Danger } from '#shared/session/session.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import type { CardContext } from './cardContext.ts'
import { dangersOf } from './dangers.ts'
import * as words from './laterWords.ts'

/** Checking starts after a pause in typing. */
const PAUSE_MS = 300

/** null while the workstation checks the edited input; it cannot be allowed until then. */
export type EditedDangers = readonly Danger[] | null

type Input = Approval['input']

const notJudged: Danger = {
  code: 'not_judged',
  text: words.theWorkstationCouldNotLook,
}

/**
 * The dangers of an edited input, checked by the workstation like the original. `input` keeps its identity while it is
 * unchanged; null while it is invalid.
 */
export function useEditedDangers(approval: Approval, context: CardContext, input: Input | null): EditedDangers {
  const { approval_id } = approval
  const { session_id } = context
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
