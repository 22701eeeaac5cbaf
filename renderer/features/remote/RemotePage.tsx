import { SetupGuide } from './SetupGuide.tsx'
import { RemoteSwitch } from './RemoteSwitch.tsx'
import { LockDownCard } from './LockDownCard.tsx'
import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { useQuery } from '#renderer/state/query.ts'
import { memberSessions } from './who/memberSessions.ts'
import { whoMayEnter } from './who/whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import * as words from './words.ts'

/** The setup of remote access. Available on the workstation itself only. */
export function RemotePage() {
  const state = useQuery(remoteStatus)
  useQuery(whoMayEnter)
  useQuery(memberSessions)
  return (
    <ScrollingPage title={words.remoteAccess}>
      {state.kind === 'loading' && <Loading what={words.askingTheWorkstation} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void remoteStatus.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && (
        <>
          <RemoteSwitch status={state.value} />
          <SetupGuide status={state.value} />
          <LockDownCard />
        </>
      )}
    </ScrollingPage>
  )
}
