import { useState } from 'react'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import type { Session } from '#shared/session/session.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

type How = InputOf<'worktree.end'>['how']

/** Ends a session with its own checkout: merged, kept or removed. Never removed with work that is nowhere else. */
export function EndCheckoutDialog(props: {
  session: Session
  checkout: Checkout
  state: ResultOf<'worktree.state'>
  onClose: () => void
  onDone: () => Promise<void>
}) {
  const { session, checkout, state, onClose } = props
  const { unsaved, merge_into, merge_problem } = state
  const isClone = checkout.kind === 'clone'
  const hasWork = unsaved.length > 0
  const [how, setHow] = useState<How>(
    hasWork ? 'keep' : merge_problem === null && (state.ahead ?? 0) > 0 ? 'merge' : 'remove',
  )
  const [savesWork, setSavesWork] = useState(false)
  const [step, setStep] = useState<'asking' | 'working' | { readonly problem: string }>('asking')
  const isBlocked = (how === 'merge' && hasWork) || (how === 'remove' && hasWork && !savesWork)
  return (
    <Dialog title={isClone ? 'End the session and its clone?' : 'End the session and its worktree?'} onClose={onClose}>
      <div className="mb-4 space-y-3">
        <p className="text-muted">
          The session ends. Its conversation stays, and so does every branch that has commits.
        </p>
        {hasWork && (
          <p className="rounded-control border border-attention bg-attention-ground px-3 py-2">
            Only here: <Marked text={unsaved.map(({ text }) => text).join(', ')} />.
          </p>
        )}
        <fieldset className="space-y-1">
          <legend className="sr-only">What becomes of it</legend>
          {!isClone && (
            <Choice
              name={`Merge into ${merge_into ?? 'its base'}`}
              hint={merge_problem ?? 'Then its folder and its branch go.'}
              {...of('merge')}
              isOff={merge_problem !== null}
            />
          )}
          <Choice name="Keep it" hint="The folder stays until somebody removes it." {...of('keep')} />
          <Choice
            name="Remove it"
            hint={isClone ? 'What is pushed stays where it was pushed to.' : 'A branch with commits of its own stays.'}
            {...of('remove')}
          />
        </fieldset>
        {how === 'remove' && hasWork && !isClone && (
          <label className="flex items-center gap-2">
            <input type="checkbox" checked={savesWork} onChange={({ target }) => setSavesWork(target.checked)} />
            Keep what is not committed as a commit of the repository, outside of every branch
          </label>
        )}
        {isBlocked && <p className="text-muted">Commit{isClone ? ' and push' : ''} it first, or keep the folder.</p>}
        {typeof step === 'object' && <Problem>{step.problem}</Problem>}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant={how === 'remove' ? 'danger' : 'primary'}
          disabled={isBlocked || step === 'working'}
          onClick={() => void end()}
        >
          {step === 'working' ? 'Ending…' : labels[how]}
        </Button>
      </div>
    </Dialog>
  )

  function of(value: How) {
    return { isChosen: how === value, onChoose: () => setHow(value) }
  }

  async function end(): Promise<void> {
    setStep('working')
    try {
      const { saved } = await connection.client.call('worktree.end', {
        session_id: session.id,
        how,
        save_work: how === 'remove' && savesWork,
      })
      showToast(saved === null ? done[how] : `Removed. What was not committed is ${saved}.`)
      onClose()
    } catch (error) {
      setStep({ problem: errorMessage(error) })
      await props.onDone()
    }
  }
}

const labels: Readonly<Record<How, string>> = { merge: 'Merge and end', keep: 'Keep and end', remove: 'Remove and end' }
const done: Readonly<Record<How, string>> = {
  merge: 'Merged.',
  keep: 'The session has ended; its folder stays.',
  remove: 'Removed.',
}

function Choice(props: { name: string; hint: string; isChosen: boolean; isOff?: boolean; onChoose: () => void }) {
  return (
    <label className="flex min-h-8 items-start gap-2 py-1 touch:min-h-11">
      <input
        type="radio"
        name="how"
        className="mt-1"
        checked={props.isChosen}
        disabled={props.isOff === true}
        onChange={props.onChoose}
      />
      <span>
        {props.name}
        <span className="block text-sm text-muted">{props.hint}</span>
      </span>
    </label>
  )
}
