import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { HowToEnd } from './HowToEnd.tsx'
import * as words from './words.ts'

type How = InputOf<'worktree.end'>['how']
type State = ResultOf<'worktree.state'>

/** Ends a session with its own checkout: merged, kept or removed. Never removed with work that is nowhere else. */
export function EndCheckoutDialog(props: {
  sessionId: SessionId
  checkout: Checkout
  state: State
  onClose: () => void
  onRefused: () => Promise<void>
}) {
  const { checkout, state, onClose } = props
  const [how, setHow] = useState<How>(firstOf(state))
  const [savesWork, setSavesWork] = useState(false)
  const [step, setStep] = useState<'asking' | 'working' | { readonly problem: string }>('asking')
  const hasWork = state.unsaved.length > 0
  const isBlocked = hasWork && how !== 'keep' && !(how === 'remove' && savesWork)
  const title = checkout.kind === 'clone' ? words.endWithClone : words.endWithWorktree
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="mb-4 space-y-3">
        <p className="text-muted">{words.whatStays}</p>
        <OnlyHere unsaved={state.unsaved} />
        <HowToEnd kind={checkout.kind} state={state} how={how} onHow={setHow} />
        {how === 'remove' && hasWork && checkout.kind === 'worktree' && (
          <SaveWork isOn={savesWork} onChange={setSavesWork} />
        )}
        {isBlocked && <p className="text-muted">{words.commitItFirst}</p>}
        {typeof step === 'object' && <Problem>{step.problem}</Problem>}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <EndButton how={how} isWorking={step === 'working'} isBlocked={isBlocked} onEnd={() => void end()} />
      </div>
    </Dialog>
  )

  async function end(): Promise<void> {
    setStep('working')
    try {
      const asked = { session_id: props.sessionId, how, save_work: how === 'remove' && savesWork }
      const { saved } = await connection.client.call('worktree.end', asked)
      showToast(saved === null ? words.done[how] : words.doneAndSaved(saved))
      onClose()
    } catch (error) {
      setStep({ problem: errorMessage(error) })
      await props.onRefused()
    }
  }
}

function EndButton(props: { how: How; isWorking: boolean; isBlocked: boolean; onEnd: () => void }) {
  const { how, isWorking } = props
  return (
    <Button
      variant={how === 'remove' ? 'danger' : 'primary'}
      disabled={props.isBlocked || isWorking}
      onClick={props.onEnd}
    >
      {isWorking ? words.ending : words.endBy[how]}
    </Button>
  )
}

function OnlyHere({ unsaved }: Pick<State, 'unsaved'>) {
  return unsaved.length === 0 ? null : (
    <p className="rounded-control border border-attention bg-attention-ground px-3 py-2">
      <Marked text={words.onlyHere(unsaved.map(({ text }) => text).join(', '))} />
    </p>
  )
}

function SaveWork({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex items-center gap-2">
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      {words.saveWork}
    </label>
  )
}

/** What loses nothing, and leaves the least behind. */
function firstOf({ unsaved, merge_problem, ahead }: State): How {
  if (unsaved.length > 0) {
    return 'keep'
  }
  return merge_problem === null && ahead !== null && ahead > 0 ? 'merge' : 'remove'
}
