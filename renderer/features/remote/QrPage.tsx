import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { PairDevice } from '#renderer/views/pairing/PairDevice.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

/** Pairs a phone, for the tray's small window. */
export function QrPage() {
  const state = useQuery(remoteStatus)
  const url = state.kind === 'ready' ? state.value.remote_url : null
  const signInProblem = state.kind === 'ready' ? state.value.sign_in_problem : null
  return (
    <main className="flex flex-1 flex-col items-center justify-center gap-4 p-4 text-center">
      <h1 className="text-base font-semibold">{words.pairAPhone}</h1>
      {state.kind === 'loading' && <Loading what={words.askingTheWorkstation} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void remoteStatus.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && url === null && <p className="text-muted">{words.remoteAccessIsOff}</p>}
      {url !== null && (
        <>
          <PairDevice />
          <p className="flex items-center gap-1">
            <span className="min-w-0 wrap-anywhere">{url}</span>
            <CopyButton text={url} label={words.copyTheAddress} />
          </p>
          <p className="max-w-90 text-xs text-muted">{signInProblem ?? words.otherPeopleSignInAt}</p>
        </>
      )}
    </main>
  )
}
