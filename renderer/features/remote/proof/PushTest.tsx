import { useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

type Devices = ResultOf<'push.test_devices'>['devices']
type State =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'done'; readonly devices: Devices }
  | { readonly kind: 'failed'; readonly message: string }

/** There and back: a message to each of one's devices, which say by themselves that it has come. */
export function PushTest() {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const test = async (): Promise<void> => {
    setState({ kind: 'busy' })
    try {
      const { devices } = await connection.client.call('push.test_devices', {})
      setState({ kind: 'done', devices })
    } catch (error) {
      setState({ kind: 'failed', message: errorMessage(error) })
    }
  }
  return (
    <div className="space-y-2">
      <h3 className="font-medium">{words.notifications}</h3>
      <p className="text-muted">{words.aMessageGoesToEach}</p>
      <Button disabled={state.kind === 'busy'} onClick={() => void test()}>
        {state.kind === 'busy' ? words.waitingForTheDevices : words.testNotifications}
      </Button>
      {state.kind === 'failed' && <Problem>{state.message}</Problem>}
      {state.kind === 'done' && (
        <ul role="status" className="space-y-1">
          {state.devices.length === 0 && <li>{words.noDeviceWantsNotifications}</li>}
          {state.devices.map((device) => (
            <Device key={`${device.name} ${device.since}`} device={device} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Device({ device: { name, since, accepted, outcome, arrived_ms: ms } }: { device: Devices[number] }) {
  const isThere = ms !== null
  return (
    <li className={isThere ? 'text-good' : accepted ? 'text-muted' : 'text-bad'}>
      <bdi className="font-medium wrap-anywhere">{name ?? words.aBrowserSince(since.slice(0, 10))}</bdi>
      {': '}
      {isThere ? words.itArrivedAfter(ms) : accepted ? words.itWasTakenAndNothingCame(outcome) : outcome}
    </li>
  )
}
