import { useEffect, useState } from 'react'
import { SOON_MS, switchRemoteOn } from './remote.ts'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { forgetTest } from './remoteTest.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import type { Drafting } from './DraftField.tsx'
import { wantedOf } from './remoteDraft.ts'

/** Switches on with what stands in the forms, or anew with what was changed. */
export function Apply(props: { drafting: Drafting; isEnabled: boolean; onDone: () => void }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  // A certificate from elsewhere takes a while: its steps are shown meanwhile.
  useEffect(() => (isBusy ? remoteStatus.watch(SOON_MS) : undefined), [isBusy])
  return (
    <div className="space-y-2">
      {problem !== null && <Problem>{problem}</Problem>}
      <Button look="primary" disabled={isBusy} onClick={() => void apply()}>
        {words(props.isEnabled, isBusy)}
      </Button>
      {props.isEnabled && (
        <p className="text-xs text-muted">Remote connections end with it, and come back by themselves.</p>
      )}
    </div>
  )

  async function apply(): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await switchRemoteOn(wantedOf(props.drafting.draft))
      forgetTest()
      props.onDone()
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
}

function words(isEnabled: boolean, isBusy: boolean): string {
  if (isBusy) {
    return 'Being opened…'
  }
  return isEnabled ? 'Use this from now on' : 'Switch remote access on'
}
