import { useEffect } from 'react'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { CertificateCard } from '#renderer/features/remote/CertificateCard.tsx'
import { OpenDoor } from '#renderer/features/remote/OpenDoor.tsx'
import { PanicButton } from '#renderer/features/remote/PanicButton.tsx'
import { RemoteForm } from '#renderer/features/remote/RemoteForm.tsx'
import { refreshRemote, remote } from '#renderer/state/remote.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

/** Access from other devices. Works in the browser of the workstation itself only. */
export function RemotePage() {
  const state = useStore(remote, (value) => value)
  useEffect(() => void refreshRemote(), [])
  return (
    <main className="quiet-scroll min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto w-full max-w-190 space-y-4 px-3 py-8 md:px-6">
        <h1 className="text-xl font-semibold">Remote access</h1>
        {state.kind === 'loading' && <Loading what="Asking the workstation…" />}
        {state.kind === 'failed' && (
          <Problem action={<Button onClick={() => void refreshRemote()}>Try again</Button>}>{state.message}</Problem>
        )}
        {state.kind === 'known' && <Known status={state.status} />}
      </div>
    </main>
  )
}

function Known({ status }: { status: RemoteStatus }) {
  const { remote_url: url, certificate } = status
  if (url === null || certificate === null) {
    return (
      <>
        <section className="rounded-card border border-line bg-surface p-4">
          <h2 className="mb-1 text-base font-semibold">
            {status.enabled ? 'It is switched on, but does not work' : 'It is off'}
          </h2>
          <p className="mb-4 text-muted">
            {status.enabled
              ? 'It is tried again by itself. Nobody but this machine can connect meanwhile.'
              : 'Nobody but this machine can connect. Switched on, other devices reach it with TLS 1.3, without any relay.'}
          </p>
          <RemoteForm status={status} />
        </section>
        <PanicButton />
      </>
    )
  }
  return (
    <>
      <OpenDoor status={status} url={url} />
      <CertificateCard status={status} certificate={certificate} />
      <PanicButton />
    </>
  )
}
