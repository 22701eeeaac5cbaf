import { Lock, UserCheck } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { StatusSign } from '#renderer/ui/StatusSign.tsx'
import { fingerprintLines, wordsOf } from '#renderer/views/pairing/pairingText.ts'
import { InstallStep } from './install/InstallStep.tsx'
import { TrustCheck } from './trust/TrustCheck.tsx'
import { TimeLeft } from './TimeLeft.tsx'
import { guessedName } from './guessedName.ts'
import { type PairingThere, pairThisDevice, pairingThere, readCode, stopPairing } from './pairThisDevice.ts'
import * as words from './words.ts'

/** Where the QR code leads: this device asks to be let in, and shows the words that the workstation shows, too. */
export function PairPage() {
  const state = useStore(pairingThere, (value) => value)
  useEffect(readCode, [])
  return (
    <main className="thin-scroll min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full w-full max-w-110 flex-col gap-6 px-6 py-10">
        {state.kind !== 'paired' && (
          <header className="flex items-center gap-3">
            <img src="/icon.svg" alt="" width="44" height="44" />
            <div className="min-w-0">
              {state.kind === 'waiting' && (
                <p className="text-base font-semibold">
                  <bdi>{state.claim.machine}</bdi>
                </p>
              )}
              <p className="wrap-anywhere text-muted">{location.host}</p>
            </div>
          </header>
        )}
        <Step state={state} />
      </div>
    </main>
  )
}

function Step({ state }: { state: PairingThere }) {
  switch (state.kind) {
    case 'ready':
      return <Ready secret={state.secret} />
    case 'asking':
      return <Loading what={words.askingTheWorkstation} />
    case 'waiting':
      return <Waiting {...state} />
    case 'paired':
      return <InstallStep machine={state.machine} how={state.how} />
    case 'no_code':
      return <Title text={words.pairThisDevice}>{words.thereIsNoCodeIn}</Title>
    case 'failed':
      return (
        <>
          <Title text={words.thisDeviceWasNotPaired} />
          <Problem>{state.message}</Problem>
        </>
      )
  }
}

function Ready({ secret }: { secret: string }) {
  const [name, setName] = useState(guessedName(navigator.userAgent))
  return (
    <form
      className="flex flex-1 flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        void pairThisDevice(secret, name.trim())
      }}
    >
      <Title text={words.pairThisPhoneWithYour}>{words.itWillShowThreeWords}</Title>
      <Field label={words.nameOfThisDevice}>
        <TextInput value={name} maxLength={60} required onChange={({ target }) => setName(target.value)} />
      </Field>
      <div className="mt-auto space-y-4">
        <TrustCheck />
        <What />
        <Button type="submit" variant="primary" className="w-full" disabled={name.trim() === ''}>
          {words.pairThisPhone}
        </Button>
      </div>
    </form>
  )
}

/** What the pairing means, for who is about to allow it. */
function What() {
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface text-sm">
      <li className="flex gap-3 p-3">
        <Lock className="mt-0.5 size-4 flex-none text-muted" aria-hidden="true" />
        {words.connectsDirectlyToYourWorkstation}
      </li>
      <li className="flex gap-3 p-3">
        <UserCheck className="mt-0.5 size-4 flex-none text-muted" aria-hidden="true" />
        {words.itCanBeSignedOut}
      </li>
    </ul>
  )
}

function Waiting({ claim, until }: Extract<PairingThere, { kind: 'waiting' }>) {
  return (
    <>
      <Title text={words.compareTheThreeWords}>
        {words.checkThatYourWorkstationShows((text) => (
          <strong>{text}</strong>
        ))}
      </Title>
      <p className="rounded-card border border-line bg-surface p-5 text-center text-xl font-semibold wrap-anywhere">
        {wordsOf(claim.code)}
      </p>
      <p role="status" className="flex items-center gap-2 text-muted">
        <StatusSign sign="working" />
        <span>
          {words.waitingForYourWorkstation} · <TimeLeft until={until} />
        </span>
      </p>
      <details className="text-sm text-muted">
        <summary className="min-h-8 touch:min-h-11">{words.certificateOfMachine(claim.machine)}</summary>
        <p className="font-mono text-xs">
          {fingerprintLines(claim.fingerprint).map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
        </p>
      </details>
      <div className="mt-auto space-y-4">
        <What />
        <Button className="w-full" onClick={stopPairing}>
          {words.cancel}
        </Button>
      </div>
    </>
  )
}

function Title({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div>
      <h1 className="text-xl font-semibold">{text}</h1>
      {children !== undefined && <p className="mt-2 text-base text-muted">{children}</p>}
    </div>
  )
}
