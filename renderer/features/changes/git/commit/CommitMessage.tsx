import { SlidersHorizontal, Sparkles } from 'lucide-react'
import { type Dispatch, type SetStateAction, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { useAsking } from './useAsking.ts'
import * as words from '../words.ts'

export interface CommitOptions {
  readonly amend: boolean
  readonly sign_off: boolean
}

interface CommitMessageProps {
  readonly session_id: SessionId
  /** The commit takes what is staged alone. */
  readonly isStaged: boolean
  readonly message: string
  /** What the commit takes, in words. */
  readonly goesIn: string
  readonly options: CommitOptions
  readonly onMessage: Dispatch<SetStateAction<string>>
  readonly onOptions: (options: CommitOptions) => void
}

/**
 * The message of a commit, which can be drafted at once, or by Claude in the session, and how it is made: on phones behind a
 * button.
 */
export function CommitMessage(props: CommitMessageProps) {
  const { session_id, isStaged, message, goesIn, options, onMessage, onOptions } = props
  const { amend, sign_off } = options
  const { isAsking, ask } = useAsking(session_id, onMessage)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <div className="relative">
        <GrowingText
          aria-label={words.commitMessage}
          placeholder={words.commitMessage}
          rows={1}
          value={message}
          onChange={(event) => onMessage(event.target.value)}
          className={classes(fieldClass, 'thin-scroll max-h-40 resize-none py-1.5 pr-10 max-md:pr-24')}
        />
        <span className="absolute top-0.5 right-0.5 flex">
          <IconButton
            label={words.optionsOfTheCommit}
            className="md:hidden"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <SlidersHorizontal className="size-4" />
          </IconButton>
          <IconButton label={words.draftAMessageFromThe} onClick={() => void draft()}>
            <Sparkles className="size-4" />
          </IconButton>
        </span>
      </div>
      <div
        className={classes(
          'mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted',
          // What is chosen stays in sight.
          !isOpen && !amend && !sign_off && !isAsking && 'max-md:hidden',
        )}
      >
        <span className="flex-1 whitespace-nowrap">{goesIn}</span>
        <Button
          variant="ghost"
          aria-label={words.askClaudeForAMessage}
          disabled={isAsking}
          onClick={() => void ask({ isStaged })}
        >
          {words.askClaude}
        </Button>
        <Tick label={words.amend} isOn={amend} onChange={(isOn) => void chooseAmend(isOn)} />
        <Tick label={words.signOff} isOn={sign_off} onChange={(isOn) => onOptions({ ...options, sign_off: isOn })} />
      </div>
      {isAsking && (
        <p role="status" className="mt-1 text-sm text-muted">
          {words.claudeWritesTheMessage}
        </p>
      )}
    </>
  )

  /** What is amended keeps its message, unless the person has begun another one. */
  async function chooseAmend(isOn: boolean): Promise<void> {
    onOptions({ ...options, amend: isOn })
    if (isOn) {
      const last = await lastMessage(session_id)
      onMessage((typed) => (typed.trim() === '' ? last : typed))
    }
  }

  async function draft(): Promise<void> {
    try {
      const drafted = await connection.client.call('git.draft_message', { session_id })
      onMessage(drafted.message)
    } catch (error) {
      showToast(errorMessage(error))
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
