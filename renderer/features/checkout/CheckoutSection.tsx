import { useCallback, useEffect, useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import type { Session } from '#shared/session/session.ts'
import { count } from '#renderer/format/numbers.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { EndCheckoutDialog } from './EndCheckoutDialog.tsx'

type State = ResultOf<'worktree.state'>

/** The worktree or clone that a session has for itself: where it came from, what is only there, and how it ends. */
export function CheckoutSection({ session }: { session: Session }) {
  const { checkout } = session
  return checkout === undefined ? null : <Section session={session} checkout={checkout} />
}

function Section({ session, checkout }: { session: Session; checkout: Checkout }) {
  const isReady = checkout.state === 'ready'
  const { state, problem, read } = useCheckoutState(session, isReady)
  const [isEnding, setEnding] = useState(false)
  const mayDrive = useMay('drive')
  return (
    <section aria-label={titleOf(checkout)} className="border-t border-line py-4">
      <h3 className="mb-1.5 text-xs font-semibold text-muted">{titleOf(checkout)}</h3>
      <p className="wrap-anywhere">
        {checkout.branch !== null && (
          <>
            <Name text={checkout.branch} /> {checkout.base !== null && checkout.base !== checkout.branch && 'from '}
            {checkout.base !== null && checkout.base !== checkout.branch && <Name text={checkout.base} />}
          </>
        )}{' '}
        <span className="text-muted">
          of <Name text={checkout.from} />
        </span>
      </p>
      {checkout.state === 'making' && <p className="mt-1 text-muted">It is being made.</p>}
      {checkout.state === 'ended' && <p className="mt-1 text-muted">Its folder was removed.</p>}
      {problem !== null && <Problem>{problem}</Problem>}
      {isReady && state !== null && <Work state={state} checkout={checkout} />}
      {isReady && mayDrive && (
        <Button className="mt-2" onClick={() => setEnding(true)}>
          {checkout.kind === 'clone' ? 'Remove…' : 'Merge or remove…'}
        </Button>
      )}
      {isEnding && state !== null && (
        <EndCheckoutDialog
          session={session}
          checkout={checkout}
          state={state}
          onClose={() => setEnding(false)}
          onDone={read}
        />
      )}
    </section>
  )
}

function Work({ state, checkout }: { state: State; checkout: Checkout }) {
  const { unsaved, ahead } = state
  return (
    <ul className="mt-1 text-muted">
      {unsaved.map(({ kind, text }) => (
        <li key={kind}>
          Only here: <Marked text={text} />
        </li>
      ))}
      {unsaved.length === 0 && <li>Nothing here is nowhere else.</li>}
      {ahead !== null && ahead > 0 && (
        <li>
          {count(ahead, 'commit')} that {checkout.base ?? 'the base'} does not have.
        </li>
      )}
      {checkout.is_kept && <li>Kept until somebody removes it.</li>}
    </ul>
  )
}

function titleOf({ kind }: Checkout): string {
  return kind === 'clone' ? 'Clone' : 'Worktree'
}

export function Name({ text }: { text: string }) {
  return (
    <bdi className="font-mono text-sm wrap-anywhere">
      <Marked text={text} code />
    </bdi>
  )
}

/** Read when it is shown, and after every turn. */
function useCheckoutState({ id: session_id, turn_count }: Session, isReady: boolean) {
  const [state, setState] = useState<State | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const read = useCallback(async () => {
    try {
      setState(await connection.client.call('worktree.state', { session_id }))
      setProblem(null)
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }, [session_id])
  useEffect(() => {
    if (isReady) {
      void read()
    }
  }, [read, isReady, turn_count])
  return { state, problem: isReady ? problem : null, read }
}
