import { useId, useState } from 'react'
import type { GitStatus } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { sync } from '../sync/sync.ts'
import { useRemotes } from '../sync/useRemotes.ts'
import { PullRequestOffer } from '../pullRequest/PullRequestOffer.tsx'
import { CommitMessage } from './CommitMessage.tsx'
import * as words from '../words.ts'

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
        <CommitMessage session_id={session_id} isStaged={!all} message={message} onChange={setMessage} />
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
          <span className="flex-1 whitespace-nowrap">{goesIn(status, { staged, all })}</span>
          <AmendTick session_id={session_id} isOn={amend} onChange={setAmend} onMessage={setMessage} />
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

interface AmendTickProps {
  readonly session_id: SessionId
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly onMessage: (change: (typed: string) => string) => void
}

/** What is amended keeps its message, unless the person has begun another one. */
function AmendTick({ session_id, isOn, onChange, onMessage }: AmendTickProps) {
  return <Tick label={words.amend} isOn={isOn} onChange={(isOnNow) => void choose(isOnNow)} />

  async function choose(isOnNow: boolean): Promise<void> {
    onChange(isOnNow)
    if (isOnNow) {
      const last = await lastMessage(session_id)
      onMessage((typed) => (typed.trim() === '' ? last : typed))
    }
  }
}

/** Of the last commit; empty where there is none. */
async function lastMessage(session_id: SessionId): Promise<string> {
  try {
    const { commits } = await connection.client.call('git.log', { session_id, limit: 1 })
    const [last] = commits
    return last === undefined
      ? ''
      : (await connection.client.call('git.show', { session_id, commit: last.commit })).message.trim()
  } catch {
    // Then the person writes it.
    return ''
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
