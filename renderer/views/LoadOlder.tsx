import { useState } from 'react'
import { whenCured } from '#renderer/state/workstation/cured.ts'
import { loadOlderSessions } from '#renderer/state/session/overview.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

/** Loads older sessions on demand. */
export function LoadOlder() {
  const [problem, setProblem] = useState<string | null>(null)
  const load = async () => {
    setProblem(null)
    try {
      await loadOlderSessions()
    } catch (error) {
      setProblem(errorMessage(error))
      whenCured(error, load)
    }
  }
  return (
    <div className="px-2">
      {problem !== null && <Problem>{problem}</Problem>}
      <Button variant="ghost" onClick={() => void load()}>
        {words.showOlderSessions}
      </Button>
    </div>
  )
}
