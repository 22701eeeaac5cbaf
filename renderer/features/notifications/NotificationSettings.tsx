import type { ReactNode } from 'react'
import type { NotificationChoices } from '#shared/operations/push.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Select } from '#renderer/ui/Field.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { choices, choose } from './choices.ts'
import { OtherAddresses } from './elsewhere/OtherAddresses.tsx'
import { MutedProjects } from './MutedProjects.tsx'
import { QuietHours } from './QuietHours.tsx'
import { ThisDevice } from './ThisDevice.tsx'
import * as words from './words.ts'

/** Of what this person is notified, and whether it is in this browser. */
export function NotificationSettings() {
  const state = useQuery(choices)
  return (
    <section aria-label={words.notifications}>
      <h2 className="mb-2 text-base font-semibold">{words.notifications}</h2>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        <ThisDevice />
        <OtherAddresses />
        {state.kind === 'ready' && <Choices chosen={state.value} />}
      </ul>
      {state.kind === 'loading' && <Loading what={words.askingTheWorkstation} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void choices.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
    </section>
  )
}

function Choices({ chosen }: { chosen: NotificationChoices }) {
  const mayDrive = useMay('drive')
  return (
    <>
      <Choice
        id="needs_you"
        label={words.whenClaudeNeedsYou}
        about={words.approvalsQuestionsAndPlansNot}
        checked={chosen.needs_you}
      />
      <Choice
        id="finished"
        label={words.whenATurnFinishes}
        about={words.onlyForTurnsThatTook}
        checked={chosen.finished}
      >
        <Select
          aria-label={words.onlyForTurnsLongerThan}
          className="w-auto!"
          value={String(chosen.finished_after_s)}
          onChange={({ target }) => void choose({ finished_after_s: Number(target.value) })}
        >
          {durations(chosen.finished_after_s).map(([seconds, said]) => (
            <option key={seconds} value={seconds}>
              {said}
            </option>
          ))}
        </Select>
      </Choice>
      <Choice id="failed" label={words.whenATurnFails} about={words.aUsedUpLimit} checked={chosen.failed} />
      <Choice
        id="contents"
        label={words.sayWhatClaudeWants}
        about={words.theCommandOrTheReason}
        checked={chosen.contents}
      />
      {mayDrive && (
        <Choice
          id="answers"
          label={words.allowAndDenyButtons}
          about={words.onAndroidPhonesWhereThe}
          checked={chosen.answers}
        />
      )}
      <QuietHours quiet={chosen.quiet} />
      <MutedProjects muted={chosen.muted} />
    </>
  )
}

function Choice(props: {
  id: 'needs_you' | 'finished' | 'failed' | 'contents' | 'answers'
  label: string
  about: string
  checked: boolean
  children?: ReactNode
}) {
  const { id, label, about, checked, children } = props
  return (
    <li className="flex items-center gap-x-3 gap-y-2 px-4 py-3 max-md:flex-wrap">
      <div className="min-w-0 flex-1">
        <p id={`notify-${id}`} className="font-medium">
          {label}
        </p>
        <p id={`notify-${id}-about`} className="text-muted">
          {about}
        </p>
      </div>
      {children !== undefined && <div className="flex-none max-md:order-last max-md:basis-full">{children}</div>}
      <Switch
        aria-labelledby={`notify-${id}`}
        aria-describedby={`notify-${id}-about`}
        checked={checked}
        onChange={(isOn) => void choose({ [id]: isOn })}
      />
    </li>
  )
}

const DURATIONS = [
  [0, words.anyLength],
  [10, '10 seconds'],
  [60, '1 minute'],
  [300, '5 minutes'],
  [1800, '30 minutes'],
] as const

/** With the one that is chosen, where somebody chose another by a program. */
function durations(chosen: number): (readonly [number, string])[] {
  const isKnown = DURATIONS.some(([seconds]) => seconds === chosen)
  return isKnown ? [...DURATIONS] : [...DURATIONS, [chosen, words.chosenSeconds(chosen)]]
}
