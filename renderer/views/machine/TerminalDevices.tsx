import { useEffect } from 'react'
import type { Device } from '#shared/operations/device.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TerminalConfirmationCard } from './TerminalConfirmationCard.tsx'
import {
  answerConfirmation,
  forgetTerminals,
  terminalConfirmations,
  watchConfirmations,
} from './terminalConfirmations.ts'
import * as words from './words.ts'

/** Devices that wait for a yes to their first terminal. Nothing when none does. */
export function WaitingForTerminals() {
  const mayDrive = useMay('drive')
  const state = useQuery(terminalConfirmations)
  useEffect(() => (mayDrive ? watchConfirmations() : undefined), [mayDrive])
  if (state.kind !== 'ready') {
    return null
  }
  return state.value.waiting.map((one) => (
    <TerminalConfirmationCard
      key={one.id}
      confirmation={one}
      onAnswer={(decision) => void answerConfirmation(one.id, decision)}
    />
  ))
}

/** Which devices need no yes any more, where one is asked for. */
export function DevicesWithTerminals({ devices }: { devices: readonly Device[] }) {
  const state = useQuery(terminalConfirmations)
  const known = state.kind === 'ready' && state.value.asked ? new Set(state.value.known) : new Set()
  const shown = devices.filter(({ id }) => known.has(id))
  if (shown.length === 0) {
    return null
  }
  return (
    <section aria-label={words.devicesThatMayOpenTerminals} className="space-y-2">
      <h2 className="font-semibold">{words.mayOpenTerminals}</h2>
      <p className="text-sm text-muted">{words.theFirstTerminalOfAny}</p>
      <ul className="rounded-card border border-line bg-surface px-4">
        {shown.map(({ id, name, user, current }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-3 last:border-b-0"
          >
            <p className="min-w-0 flex-1 basis-52 wrap-anywhere">
              <bdi className="font-medium">{name}</bdi>
              {current && <span className="ml-2 text-sm text-good">{words.thisOne}</span>}
              <span className="block text-sm text-muted">
                <bdi>{user.username}</bdi>
              </span>
            </p>
            <Button aria-label={words.askAgainBeforeATerminal(name)} onClick={() => void forgetTerminals(id)}>
              {words.askAgain}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
