import { useEffect } from 'react'
import { Guide } from './Guide.tsx'
import { OpenDoor } from './OpenDoor.tsx'
import { PanicButton } from './PanicButton.tsx'
import { refreshRemote, remote } from './remote.ts'
import { useStore } from '#renderer/state/store.ts'
import { refreshWho } from './who/whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** Access from other devices: who, with which certificate, where, and whether it works. On the workstation itself only. */
export function RemotePage() {
  const state = useStore(remote, (value) => value)
  useEffect(() => {
    void refreshRemote()
    void refreshWho()
  }, [])
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-190 space-y-4 px-3 py-8 md:px-6">
        <h1 className="text-xl font-semibold">Remote access</h1>
        {state.kind === 'loading' && <Loading what="Asking the workstation…" />}
        {state.kind === 'failed' && (
          <Problem action={<Button onClick={() => void refreshRemote()}>Try again</Button>}>{state.message}</Problem>
        )}
        {state.kind === 'known' && (
          <>
            <OpenDoor status={state.status} />
            <Guide status={state.status} />
            <PanicButton />
          </>
        )}
      </div>
    </ScrollingPage>
  )
}
