import { useState } from 'react'
import { whenCured } from '#renderer/state/workstation/cured.ts'
import { loadOlderSessions } from '#renderer/state/session/overview.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

/** The way to sessions that the home screen does not list by itself. */
export function OlderSessions() {
  const [problem, setProblem] = useState<string | null>(null)
  const load = async () => {
    setProblem(null)
    try {
      await loadOlderSessions()
    } catch (error) {
      setProblem(sentenceOf(error))
      whenCured(error, load)
    }
  }
  return (
    <div className="px-2">
      {problem !== null && <Problem>{problem}</Problem>}
      <Button look="quiet" onClick={() => void load()}>
        Show older sessions
      </Button>
    </div>
  )
}
