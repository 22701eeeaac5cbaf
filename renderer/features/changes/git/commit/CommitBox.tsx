import { useId, useState } from 'react'
import type { GitStatus } from '#shared/operations/git.ts'
import type { SessionId } from '#shared/ids.ts'
import { useStore } from '#renderer/state/store.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { commitDrafts, EMPTY, endDraft, messageTarget } from './commitDrafts.ts'
import { CommitMessage } from './CommitMessage.tsx'
import { sync } from '../sync/sync.ts'
import { useRemotes } from '../sync/useRemotes.ts'
import { PullRequestOffer } from '../pullRequest/PullRequestOffer.tsx'
import * as words from '../words.ts'

interface Work {
  readonly isUnderWay: boolean
  readonly problem: string | null
}

const IDLE: Work = { isUnderWay: false, problem: null }

/** The message of the next commit, and what goes into it: what is staged, or all where nothing is. */
export function CommitBox({ status, session_id }: { status: GitStatus; session_id: SessionId }) {
  const push = useRemotes(session_id)?.push ?? null
  const form = useId()
  const draft = useStore(commitDrafts, (all) => all.get(session_id) ?? EMPTY)
  const [message, setMessage] = useDraft(messageTarget(session_id))
  const { options } = draft
  const { amend, sign_off } = options
  const [work, setWork] = useState(IDLE)
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
        <CommitMessage
          session_id={session_id}
          isStaged={!all}
          draft={draft}
          message={message}
          onMessage={setMessage}
          goesIn={goesIn(status, { staged, all })}
        />
      </form>
      <div className="mt-1 flex flex-wrap items-center justify-end gap-2 text-sm max-md:mt-2">
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
      endDraft(session_id, message)
      setWork(IDLE)
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
