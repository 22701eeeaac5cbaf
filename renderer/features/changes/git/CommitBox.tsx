import { Sparkles } from 'lucide-react'
import { useId, useState } from 'react'
import type { GitStatus } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { sync } from './sync/sync.ts'
import { useRemotes } from './sync/useRemotes.ts'
import { PullRequestOffer } from './pullRequest/PullRequestOffer.tsx'
import * as words from './words.ts'

/** The message of the next commit, and what goes into it: what is staged, or all where nothing is. */
export function CommitBox({ status, session_id }: { status: GitStatus; session_id: SessionId }) {
  const push = useRemotes(session_id)?.push ?? null
  const form = useId()
  const [message, setMessage] = useState('')
  const [amend, setAmend] = useState(false)
  const [sign_off, setSignOff] = useState(false)
  const [work, setWork] = useState<{ isUnderWay: boolean; problem: string | null }>({
    isUnderWay: false,
    problem: null,
  })
  const staged = status.files.filter((file) => file.staged !== null).length
  const all = staged === 0 && !amend
  const isReady = message.trim() !== '' && (amend || status.files.length > 0) && !work.isUnderWay
  // The pull request has a form of its own, which must not lie in this one.
  return (
    <div className="flex-none border-t border-line bg-ground px-3 pt-2 pb-[max(12px,env(safe-area-inset-bottom))]">
      <form
        id={form}
        aria-label={words.commit}
        onSubmit={(event) => {
          event.preventDefault()
          void commit(false)
        }}
      >
        {work.problem !== null && <Problem>{work.problem}</Problem>}
        <Message session_id={session_id} message={message} onChange={setMessage} />
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className="flex-1 whitespace-nowrap">{goesIn(status, { staged, all })}</span>
          <Tick label={words.amend} isOn={amend} onChange={setAmend} />
          <Tick label={words.signOff} isOn={sign_off} onChange={setSignOff} />
        </div>
      </form>
      <div className="mt-1 flex flex-wrap items-center justify-end gap-2 text-sm">
        <PullRequestOffer push={push} session_id={session_id} />
        <CommitButtons
          form={form}
          label={work.isUnderWay ? words.committing : amend ? words.amend : all ? words.commitAll : words.commit}
          pushLabel={amend ? words.amendAndPush : words.commitAndPush}
          isReady={isReady}
          mayPush={push !== null}
          onPush={() => void commit(true)}
        />
      </div>
    </div>
  )

  async function commit(isPushed: boolean): Promise<void> {
    setWork({ isUnderWay: true, problem: null })
    try {
      const made = await connection.client.call('git.commit', { session_id, message, all, amend, sign_off })
      showToast(words.committed(made.commit.slice(0, 7), made.files))
      setMessage('')
      setAmend(false)
      setWork({ isUnderWay: false, problem: null })
      if (isPushed) {
        await sync(session_id, { what: 'push' })
      }
    } catch (error) {
      setWork({ isUnderWay: false, problem: errorMessage(error) })
    }
  }
}

/** What the commit takes. */
function goesIn({ files, outside }: GitStatus, { staged, all }: { staged: number; all: boolean }): string {
  const taken = all ? words.allFiles(files.length) : words.stagedOfFilesStaged(staged, files.length)
  return outside > 0 ? words.andChangedOutside(taken, outside) : taken
}

interface CommitButtonsProps {
  /** The id of the form that the first one sends. */
  readonly form: string
  readonly label: string
  readonly pushLabel: string
  readonly isReady: boolean
  readonly mayPush: boolean
  readonly onPush: () => void
}

/** The first one sends the form, as Enter does; the other one pushes as well. */
function CommitButtons({ form, label, pushLabel, isReady, mayPush, onPush }: CommitButtonsProps) {
  return (
    <span className="flex gap-2 max-md:w-full">
      <Button
        variant={mayPush ? 'secondary' : 'primary'}
        type="submit"
        form={form}
        className="max-md:flex-1"
        disabled={!isReady}
      >
        {label}
      </Button>
      {mayPush && (
        <Button variant="primary" className="max-md:flex-1" disabled={!isReady} onClick={onPush}>
          {pushLabel}
        </Button>
      )}
    </span>
  )
}

function Message(props: { session_id: SessionId; message: string; onChange: (message: string) => void }) {
  const { session_id, message, onChange } = props
  return (
    <div className="relative">
      <GrowingText
        aria-label={words.commitMessage}
        placeholder={words.commitMessage}
        rows={1}
        value={message}
        onChange={(event) => onChange(event.target.value)}
        className={classes(fieldClass, 'thin-scroll max-h-40 resize-none py-1.5 pr-10')}
      />
      <IconButton
        label={words.draftAMessageFromThe}
        className="absolute top-0.5 right-0.5"
        onClick={() => void draft()}
      >
        <Sparkles className="size-4" />
      </IconButton>
    </div>
  )

  async function draft(): Promise<void> {
    try {
      const drafted = await connection.client.call('git.draft_message', { session_id })
      onChange(drafted.message)
    } catch (error) {
      showToast(errorMessage(error))
    }
  }
}

function Tick(props: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex min-h-8 items-center gap-1.5 touch:min-h-11">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={props.isOn}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      {props.label}
    </label>
  )
}
