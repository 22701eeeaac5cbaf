import { useEffect } from 'react'
import { DeviceRow } from './DeviceRow.tsx'
import { Notices } from './Notices.tsx'
import { link } from '#renderer/state/workstation/connection.ts'
import { devices, refreshDevices } from './devices.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** Who is signed in, with what, from where, and how to end it. */
export function DevicesPage() {
  const state = useStore(devices, (value) => value)
  const isReady = useStore(link, (value) => value.kind === 'ready')
  useEffect(() => {
    if (isReady) {
      void refreshDevices()
    }
  }, [isReady])
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-180 space-y-4 px-3 py-8 md:px-6">
        <h1 className="text-xl font-semibold">Devices</h1>
        <p className="text-base text-muted">Browsers and programs that are signed in to this workstation.</p>
        {state.kind === 'loading' && <Loading what="Asking the workstation…" />}
        {state.kind === 'failed' && (
          <Problem action={<Button onClick={() => void refreshDevices()}>Try again</Button>}>{state.message}</Problem>
        )}
        {state.kind === 'known' && (
          <>
            <Notices notices={state.notices} />
            <ul className="rounded-card border border-line bg-surface px-4">
              {state.devices.map((device) => (
                <DeviceRow key={device.id} device={device} />
              ))}
            </ul>
          </>
        )}
        <Link href="/" className="inline-flex min-h-11 items-center text-muted underline">
          All sessions
        </Link>
      </div>
    </ScrollingPage>
  )
}
