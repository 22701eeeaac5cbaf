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
import * as words from './words.ts'

/** Pairs a phone or another device: a code, the words that it shows, and a yes. Closing the page withdraws the code. */
export function PairDevice() {
  const state = useStore(pairingHere, (value) => value)
  useEffect(() => () => void closeCode(), [])
  switch (state.kind) {
    case 'closed':
      return (
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" onClick={() => void showCode()}>
            {words.pairAPhone}
          </Button>
          <p className="min-w-0 flex-1 basis-52 text-muted">{words.showsACodeForIts}</p>
        </div>
      )
    case 'opening':
      return <Loading what={words.makingACode} />
    case 'failed':
      return (
        <Problem action={<Button onClick={() => void showCode()}>{words.tryAgain}</Button>}>{state.message}</Problem>
      )
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
      return <Ended title={words.paired}>{words.deviceNameIsInSignIt(<bdi>{status.device_name}</bdi>)}</Ended>
    case 'refused':
      return <Ended title={words.refused}>{words.theDeviceWasNotLet}</Ended>
    case 'expired':
      return <Ended title={words.tooLate}>{words.nobodyUsedTheCodeOr}</Ended>
  }
}

function Code({ url, status }: { url: string; status: PairingStatus }) {
  return (
    <section aria-label={words.pairAPhone} className="flex flex-wrap items-start gap-4">
      <QrCode text={url} label={words.qrCodeToPairA} />
      <div className="min-w-0 flex-1 basis-44 space-y-2">
        <h3 className="font-semibold">{words.pairAPhone}</h3>
        <p className="text-muted">{words.pointItsCameraHereYou}</p>
        <p className="text-sm text-muted">{words.goodForTimeLeftOnce(timeLeft(status.expires_in))}</p>
        <div className="flex flex-wrap items-center gap-2">
          <CopyButton text={url} label={words.copyTheLink} />
          <Button onClick={() => void closeCode()}>{words.cancel}</Button>
        </div>
      </div>
    </section>
  )
}

function Question({ status }: { status: PairingStatus }) {
  const { device_name, code, role, tried_again } = status
  return (
    <section aria-label={words.pairThisDevice} className="space-y-3">
      <h3 className="font-semibold">{words.pairDeviceName(<bdi>{device_name}</bdi>)}</h3>
      <p className="text-muted">{words.itShowsThreeWordsPair}</p>
      <p role="status" className="text-xl font-semibold wrap-anywhere">
        {wordsOf(code)}
      </p>
      {tried_again && <Problem>{words.aSecondDeviceTriedThe}</Problem>}
      <p className="text-sm text-muted">
        {words.itMay[role]} {words.waitingFor(timeLeft(status.expires_in))}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => void letIn(code ?? '')}>
          {words.pair}
        </Button>
        <Button onClick={() => void closeCode()}>{words.refuse}</Button>
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
      <Button onClick={() => void showCode()}>{words.pairAnotherOne}</Button>
    </section>
  )
}
