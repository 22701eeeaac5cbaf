import { SetupGuide } from './SetupGuide.tsx'
import { RemoteSwitch } from './RemoteSwitch.tsx'
import { PanicButton } from './PanicButton.tsx'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { useQuery } from '#renderer/state/query.ts'
import { memberSessions } from './who/memberSessions.ts'
import { whoMayEnter } from './who/whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** The setup of remote access. Available on the workstation itself only. */
export function RemotePage() {
  const state = useQuery(remoteStatus)
  useQuery(whoMayEnter)
  useQuery(memberSessions)
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-190 space-y-4 px-3 py-8 md:px-6">
        <h1 className="text-xl font-semibold">Remote access</h1>
        {state.kind === 'loading' && <Loading what="Asking the workstation…" />}
        {state.kind === 'failed' && (
          <Problem action={<Button onClick={() => void remoteStatus.refresh()}>Try again</Button>}>
            {state.message}
          </Problem>
        )}
        {state.kind === 'ready' && (
          <>
            <RemoteSwitch status={state.value} />
            <SetupGuide status={state.value} />
            <PanicButton />
          </>
        )}
      </div>
    </ScrollingPage>
  )
}
