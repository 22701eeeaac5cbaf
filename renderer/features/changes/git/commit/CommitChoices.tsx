import type { ReactNode } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { classes } from '#renderer/ui/classes.ts'
import { draftOf as textOf, storeDraft } from '#renderer/state/writing/drafts.ts'
import { changeDraft, type CommitOptions, draftOf, messageTarget } from './commitDrafts.ts'
import * as words from '../words.ts'

interface CommitChoicesProps {
  readonly session_id: SessionId
  /** On phones: what is chosen stays in sight. */
  readonly isShown: boolean
  /** What the commit takes, in words. */
  readonly goesIn: string
  readonly options: CommitOptions
  readonly children: ReactNode
}

/** What a commit takes, and how it is made. */
export function CommitChoices(props: CommitChoicesProps) {
  const { session_id, isShown, goesIn, options, children } = props
  const { amend, sign_off } = options
  return (
    <div
      className={classes(
        'mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted',
        !isShown && 'max-md:hidden',
      )}
    >
      <span className="flex-1 whitespace-nowrap">{goesIn}</span>
      {children}
      <Tick label={words.amend} isOn={amend} onChange={(isOn) => void chooseAmend(isOn)} />
      <Tick label={words.signOff} isOn={sign_off} onChange={(isOn) => choose({ sign_off: isOn })} />
    </div>
  )

  function choose(change: Partial<CommitOptions>): void {
    changeDraft(session_id, { options: { ...draftOf(session_id).options, ...change } })
  }

  /** What is amended keeps its message, unless the person has begun another one. */
  async function chooseAmend(isOn: boolean): Promise<void> {
    choose({ amend: isOn })
    if (isOn) {
      const last = await lastMessage(session_id)
      if (textOf(messageTarget(session_id)).trim() === '') {
        storeDraft(messageTarget(session_id), last, 'page')
      }
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
