import { type ReactNode, useEffect } from 'react'
import type { PairingStatus } from '#shared/operations/pairing.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { QrCode } from '#renderer/ui/QrCode.tsx'
import { closeCode, letIn, pairingHere, showCode } from './pairDevice.ts'
import { timeLeft, wordsOf } from './pairingText.ts'

/** Pairs a phone or another device: a code, the words that it shows, and a yes. Closing the page withdraws the code. */
export function PairDevice() {
  const state = useStore(pairingHere, (value) => value)
  useEffect(() => () => void closeCode(), [])
  switch (state.kind) {
    case 'closed':
      return (
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" onClick={() => void showCode()}>
            Pair a phone
          </Button>
          <p className="min-w-0 flex-1 basis-52 text-muted">Shows a code for its camera. No account is needed.</p>
        </div>
      )
    case 'opening':
      return <Loading what="Making a code…" />
    case 'failed':
      return <Problem action={<Button onClick={() => void showCode()}>Try again</Button>}>{state.message}</Problem>
    case 'shown':
      return <Shown url={state.url} status={state.status} />
  }
}

function Shown({ url, status }: { url: string; status: PairingStatus }) {
  switch (status.state) {
    case 'waiting':
      return <Code url={url} status={status} />
    case 'claimed':
      return <Question status={status} />
    case 'confirmed':
      return (
        <Ended title="Paired">
          <bdi>{status.device_name}</bdi> is in. Sign it out at any time under Devices.
        </Ended>
      )
    case 'refused':
      return <Ended title="Refused">The device was not let in, and its code is worth nothing any more.</Ended>
    case 'expired':
      return <Ended title="Too late">Nobody used the code, or nobody said yes in time. Nothing was paired.</Ended>
  }
}

function Code({ url, status }: { url: string; status: PairingStatus }) {
  return (
    <section aria-label="Pair a phone" className="flex flex-wrap items-start gap-4">
      <QrCode text={url} label="QR code to pair a phone with" />
      <div className="min-w-0 flex-1 basis-44 space-y-2">
        <h3 className="font-semibold">Pair a phone</h3>
        <p className="text-muted">Point its camera here. You confirm on this screen.</p>
        <p className="text-sm text-muted">Good for {timeLeft(status.expires_in)}, once.</p>
        <div className="flex flex-wrap items-center gap-2">
          <CopyButton text={url} label="Copy the link" />
          <Button onClick={() => void closeCode()}>Cancel</Button>
        </div>
      </div>
    </section>
  )
}

function Question({ status }: { status: PairingStatus }) {
  const { device_name, code, role, tried_again } = status
  return (
    <section aria-label="Pair this device?" className="space-y-3">
      <h3 className="font-semibold">
        Pair <bdi>{device_name}</bdi>?
      </h3>
      <p className="text-muted">It shows three words. Pair it only if they are these:</p>
      <p role="status" className="text-xl font-semibold wrap-anywhere">
        {wordsOf(code)}
      </p>
      {tried_again && <Problem>A second device tried the same code. Refuse, unless that was you.</Problem>}
      <p className="text-sm text-muted">
        {role === 'owner' ? 'It may do all that you may from elsewhere.' : `It comes in as ${role}.`} Waiting for{' '}
        {timeLeft(status.expires_in)}.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => void letIn(code ?? '')}>
          Pair
        </Button>
        <Button onClick={() => void closeCode()}>Refuse</Button>
      </div>
    </section>
  )
}

function Ended({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="space-y-2">
      <h3 className="font-semibold">{title}</h3>
      <p role="status" className="text-muted">
        {children}
      </p>
      <Button onClick={() => void showCode()}>Pair another one</Button>
    </section>
  )
}
