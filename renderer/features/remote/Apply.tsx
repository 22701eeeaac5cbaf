import { useEffect, useState } from 'react'
import { SOON_MS, switchRemoteOn } from './remote.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { clearRemoteTest } from './remoteTest.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import type { Drafting } from './DraftField.tsx'
import { requestedSettings } from './remoteDraft.ts'
import * as words from './words.ts'

/** Applies the forms: switches remote access on, or restarts it with the changes. */
export function Apply(props: { drafting: Drafting; isEnabled: boolean; label?: string; onDone: () => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  // Polls while a certificate is requested, to show its progress.
  useEffect(() => (isBusy ? remoteStatus.watch(SOON_MS) : undefined), [isBusy])
  return (
    <div className="space-y-2">
      {problem !== null && <Problem>{problem}</Problem>}
      <Button variant="primary" disabled={isBusy} onClick={() => void apply()}>
        {isBusy ? words.beingOpened : (props.label ?? applyText(props.isEnabled))}
      </Button>
      {props.isEnabled && <p className="text-xs text-muted">{words.remoteConnectionsEndWithIt}</p>}
    </div>
  )

  async function apply(): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await switchRemoteOn(requestedSettings(props.drafting.draft))
      clearRemoteTest()
      props.onDone()
    } catch (error) {
      setProblem(errorMessage(error))
    } finally {
      setBusy(false)
    }
  }
}

function applyText(isEnabled: boolean): string {
  return isEnabled ? words.takeThisFromNowOn : words.switchRemoteAccessOn
}
