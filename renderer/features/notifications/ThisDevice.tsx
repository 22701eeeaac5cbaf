import { useState } from 'react'
import { useQuery } from '#renderer/state/query.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { pushStatus } from '#renderer/state/workstation/pushStatus.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { type Ability, abilityHere, switchOff, switchOn, testHere } from './push.ts'
import * as words from './words.ts'

const about: Readonly<Record<Ability, string>> = {
  ready: words.thisBrowserMayShowNotifications,
  denied: words.notificationsOfThisAddressAre,
  install_first: words.iPhonesAndIPadsNotifyFor,
  none: words.thisBrowserShowsNoNotifications,
}

/** Whether notifications come to this browser, and a test of it. */
export function ThisDevice() {
  const status = useQuery(pushStatus)
  const [state, setState] = useState<State>({ kind: 'idle' })
  const isOn = status.kind === 'ready' && status.value.subscription !== null
  const ability = abilityHere()
  const isBusy = state.kind === 'busy'
  const run = async (work: () => Promise<string>): Promise<void> => {
    setState({ kind: 'busy' })
    try {
      setState({ kind: 'said', words: await work() })
    } catch (error) {
      setState({ kind: 'failed', words: errorMessage(error) })
    }
  }
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p id="notify-here" className="font-medium">
          {words.onThisDevice}
        </p>
        <p id="notify-here-about" className="text-muted">
          {about[ability]}
        </p>
      </div>
      {isOn && (
        <Button variant="ghost" disabled={isBusy} onClick={() => void run(testHere)}>
          {words.sendATest}
        </Button>
      )}
      <Switch
        aria-labelledby="notify-here"
        aria-describedby="notify-here-about"
        checked={isOn}
        disabled={isBusy || status.kind !== 'ready' || (!isOn && ability !== 'ready')}
        onChange={(wanted) =>
          void run(async () => {
            await (wanted ? switchOn() : switchOff())
            return ''
          })
        }
      />
      <p role="status" className="w-full text-xs text-muted empty:hidden">
        {state.kind === 'said' ? state.words : ''}
      </p>
      {state.kind === 'failed' && (
        <div className="w-full">
          <Problem>{state.words}</Problem>
        </div>
      )}
    </li>
  )
}

type State = { readonly kind: 'idle' | 'busy' } | { readonly kind: 'said' | 'failed'; readonly words: string }
