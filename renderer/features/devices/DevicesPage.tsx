import { PairDevice } from '#renderer/views/pairing/PairDevice.tsx'
import { DevicesWithTerminals, WaitingForTerminals } from '#renderer/views/machine/TerminalDevices.tsx'
import { DeviceRow } from '#renderer/views/machine/DeviceRow.tsx'
import { signedIn } from '#renderer/state/workstation/statusQueries.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import type { ResultOf } from '#shared/operations/table.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import * as words from './words.ts'

/** The signed-in devices and tokens, and how to revoke them. */
export function DevicesPage() {
  const state = useQuery(signedIn)
  // An owner pairs at the machine itself; whoever manages nothing does it where they signed in.
  const mayPair = [useMay('local'), !useMay('manage')].includes(true)
  return (
    <ScrollingPage title={words.devices}>
      <p className="text-base text-muted">{words.browsersAndProgramsThatAre}</p>
      {state.kind === 'loading' && <Loading what={words.askingTheWorkstation} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void signedIn.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && (
        <>
          <WaitingForTerminals />
          <Notices notices={state.value.notices} />
          {mayPair && <PairDevice />}
          <ul className="rounded-card border border-line bg-surface px-4">
            {state.value.devices.map((device) => (
              <DeviceRow key={device.id} device={device} />
            ))}
          </ul>
          <DevicesWithTerminals devices={state.value.devices} />
        </>
      )}
      <Link href="/" className="inline-flex min-h-11 items-center text-muted underline">
        {words.allSessions}
      </Link>
    </ScrollingPage>
  )
}

/** Security notices about sign-ins. Nothing when there are none. */
function Notices({ notices }: { notices: ResultOf<'device.list'>['notices'] }) {
  if (notices.length === 0) {
    return null
  }
  return (
    <section aria-label={words.notices} className="space-y-2">
      {notices.map(({ at, message }) => (
        <p key={`${at} ${message}`} className="rounded-control bg-bad-ground px-3 py-2 text-sm text-bad">
          <time dateTime={at} className="font-medium">
            {exactTime(at)}
          </time>
          {': '}
          <bdi>{message}</bdi>
        </p>
      ))}
    </section>
  )
}
