import { useState } from 'react'
import type { NotificationAddress } from '#shared/operations/notificationAddresses.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { addresses } from './addresses.ts'
import { EnterCode } from './EnterCode.tsx'
import { kinds, words } from './words.ts'

type State = { readonly kind: 'idle' | 'busy' } | { readonly kind: 'said' | 'failed'; readonly text: string }

/** One of them: what became of the last message, a test or the code that confirms it, and its end. */
export function AddressLine({ address }: { address: NotificationAddress }) {
  const { id, kind, target, last, confirmed } = address
  const mayDrive = useMay('drive')
  const { state, test, confirm, sendAnother, remove } = useAddress(id)
  const isBusy = state.kind === 'busy'
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="min-w-0 flex-1 basis-60">
        <span className="mr-2 text-xs font-medium text-muted">{kinds[kind].name}</span>
        <bdi className="font-mono text-xs wrap-anywhere">{target}</bdi>
        <span className={`block text-xs ${last?.accepted === false ? 'text-bad' : 'text-muted'}`}>
          <Last last={last} />
        </span>
      </span>
      {mayDrive && confirmed && (
        <Button variant="ghost" disabled={isBusy} aria-label={words.testOf(target)} onClick={() => void test()}>
          {words.test}
        </Button>
      )}
      <Button variant="ghost" disabled={isBusy} aria-label={words.removeOf(target)} onClick={() => void remove()}>
        {words.remove}
      </Button>
      {mayDrive && !confirmed && (
        <EnterCode
          target={target}
          isBusy={isBusy}
          onCode={(code) => void confirm(code)}
          onAnother={() => void sendAnother()}
        />
      )}
      <p role="status" className="w-full text-xs text-muted empty:hidden">
        {state.kind === 'said' ? state.text : ''}
      </p>
      {state.kind === 'failed' && (
        <div className="w-full">
          <Problem>{state.text}</Problem>
        </div>
      )}
    </li>
  )
}

/** What may be done with it, one thing at a time, and what came of the last. */
function useAddress(id: string) {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const run = async (work: () => Promise<State>): Promise<void> => {
    setState({ kind: 'busy' })
    try {
      setState(await work())
    } catch (error) {
      setState({ kind: 'failed', text: errorMessage(error) })
    }
    await addresses.refresh()
  }
  const test = () =>
    run(async () => {
      const { accepted, outcome, took_ms } = await connection.client.call('notifications.test_address', {
        address_id: id,
      })
      return accepted ? { kind: 'said', text: words.took(outcome, took_ms) } : { kind: 'failed', text: outcome }
    })
  const confirm = (code: string) =>
    run(async () => {
      await connection.client.call('notifications.confirm_address', { address_id: id, code })
      return { kind: 'said', text: words.confirmed }
    })
  const sendAnother = () =>
    run(async () => {
      const { accepted, outcome } = await connection.client.call('notifications.send_code', { address_id: id })
      return accepted ? { kind: 'said', text: outcome } : { kind: 'failed', text: outcome }
    })
  const remove = () =>
    run(async () => {
      await connection.client.call('notifications.remove_address', { address_id: id })
      return { kind: 'idle' }
    })
  return { state, test, confirm, sendAnother, remove }
}

function Last({ last }: Pick<NotificationAddress, 'last'>) {
  if (last === null) {
    return words.never
  }
  return (
    <>
      {last.accepted ? last.outcome : words.failed(last.outcome)} <RelativeTime at={last.at} />
    </>
  )
}
