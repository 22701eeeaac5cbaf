import { useCallback, useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import type { Session } from '#shared/session/session.ts'
import { type Unread, useKeptFresh } from '#renderer/state/session/useKeptFresh.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { EndCheckoutDialog } from './EndCheckoutDialog.tsx'
import * as words from './words.ts'

type Read =
  | Unread
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly value: Value }
type Value = ResultOf<'worktree.state'>

/** The worktree or clone that a session has for itself: where it came from, what is only there, and how it ends. */
export function CheckoutSection({ session }: { session: Session }) {
  const { checkout } = session
  if (checkout === undefined) {
    return null
  }
  const title = checkout.kind === 'clone' ? words.clone : words.worktree
  return (
    <section aria-label={title} className="border-t border-line py-4">
      <h3 className="mb-1.5 text-xs font-semibold text-muted">{title}</h3>
      <Origin checkout={checkout} />
      {checkout.state === 'making' && <p className="mt-1 text-muted">{words.beingMade}</p>}
      {checkout.state === 'ended' && <p className="mt-1 text-muted">{words.folderRemoved}</p>}
      {checkout.state === 'ready' && <Ready session={session} checkout={checkout} />}
    </section>
  )
}

function Origin({ checkout: { branch, base, from } }: { checkout: Checkout }) {
  return (
    <p className="wrap-anywhere">
      {branch !== null && (
        <>
          <Name text={branch} />{' '}
        </>
      )}
      {base !== null && base !== branch && (
        <>
          {words.from} <Name text={base} />{' '}
        </>
      )}
      <span className="text-muted">
        {words.of} <Name text={from} />
      </span>
    </p>
  )
}

function Ready({ session, checkout }: { session: Session; checkout: Checkout }) {
  const session_id = session.id
  const read = useCallback(async (): Promise<Read> => {
    try {
      return { kind: 'ready', value: await connection.client.call('worktree.state', { session_id }) }
    } catch (error) {
      return { kind: 'failed', message: errorMessage(error) }
    }
  }, [session_id])
  const { state, refresh } = useKeptFresh<Read>(session_id, read)
  const [isEnding, setEnding] = useState(false)
  const mayDrive = useMay('drive')
  return (
    <>
      {state.kind === 'failed' && <Problem>{state.message}</Problem>}
      {state.kind === 'ready' && <Work state={state.value} checkout={checkout} />}
      {mayDrive && state.kind === 'ready' && (
        <Button className="mt-2" onClick={() => setEnding(true)}>
          {checkout.kind === 'clone' ? words.removeIt : words.mergeOrRemove}
        </Button>
      )}
      {isEnding && state.kind === 'ready' && (
        <EndCheckoutDialog
          sessionId={session_id}
          checkout={checkout}
          state={state.value}
          onClose={() => setEnding(false)}
          onRefused={refresh}
        />
      )}
    </>
  )
}

function Work({ state, checkout }: { state: Value; checkout: Checkout }) {
  const { unsaved, ahead } = state
  return (
    <ul className="mt-1 text-muted">
      {unsaved.map(({ kind, text }) => (
        <li key={kind}>
          <Marked text={words.onlyHere(text)} />
        </li>
      ))}
      {unsaved.length === 0 && <li>{words.allIsElsewhere}</li>}
      {ahead !== null && ahead > 0 && <li>{words.ahead(ahead, checkout.base ?? words.theBase)}</li>}
      {checkout.is_kept && <li>{words.keptUntil}</li>}
    </ul>
  )
}

function Name({ text }: { text: string }) {
  return (
    <bdi className="font-mono text-sm wrap-anywhere">
      <Marked text={text} code />
    </bdi>
  )
}
