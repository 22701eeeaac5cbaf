import { Check, CircleAlert, CircleHelp, X } from 'lucide-react'
import type { TestStep, TestedAddress as Tested } from '#shared/operations/remoteTest.ts'
import * as words from './words.ts'

const stepNames: Readonly<Record<TestStep['step'], string>> = {
  name: words.name,
  address: words.address,
  connect: words.connection,
  tls: words.certificate,
  homeport: 'Homeport',
  socket: 'WebSocket',
  round_trip: words.roundTrip,
}

const outcomes: Readonly<Record<Tested['outcome'], string>> = {
  works: 'works',
  fails: words.doesNotWork,
  unknown: words.cannotBeToldFromHere,
}

const marks = {
  ok: { Icon: Check, word: 'fine', colour: 'text-good' },
  hint: { Icon: CircleAlert, word: 'mind', colour: 'text-muted' },
  failed: { Icon: X, word: 'failed', colour: 'text-bad' },
  skipped: { Icon: CircleHelp, word: words.notTried, colour: 'text-muted' },
} as const

/** The test of one address, step by step. Failed ones are expanded. */
export function TestedAddress({ tested }: { tested: Tested }) {
  const { host, address, outcome } = tested
  return (
    <details open={outcome !== 'works'} className="rounded-control border border-line px-3">
      <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-x-2 touch:min-h-11">
        <span className="font-medium wrap-anywhere">{host}</span>
        {address !== null && address !== host && <span className="text-muted">{address}</span>}
        <span className={outcome === 'works' ? 'text-good' : outcome === 'fails' ? 'text-bad' : 'text-muted'}>
          {outcomes[outcome]}
        </span>
      </summary>
      <ol className="mb-3 space-y-2">
        {tested.steps
          .filter(({ state }) => state !== 'skipped')
          .map((step) => (
            <Step key={step.step} step={step} />
          ))}
      </ol>
    </details>
  )
}

function Step({ step: { step, state, text, advice } }: { step: TestStep }) {
  const { Icon, word, colour } = marks[state]
  return (
    <li className="flex items-start gap-2">
      <Icon className={`mt-1 size-4 shrink-0 ${colour}`} aria-hidden="true" />
      <span className="min-w-0 break-words">
        <span className="sr-only">{word}: </span>
        <span className="font-medium">{stepNames[step]}.</span> {text}
        {advice !== null && <span className="block text-muted">{advice}</span>}
      </span>
    </li>
  )
}
