import { SlidersHorizontal, Sparkles } from 'lucide-react'
import { type Dispatch, type SetStateAction, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CommitChoices, type CommitOptions } from './CommitChoices.tsx'
import { useAsking } from './useAsking.ts'
import * as words from '../words.ts'

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
          <IconButton label={words.draftAMessageFromThe} onClick={() => void draft(session_id, onMessage)}>
            <Sparkles className="size-4" />
          </IconButton>
        </span>
      </div>
      <CommitChoices
        session_id={session_id}
        isShown={isOpen || amend || sign_off || isAsking}
        goesIn={goesIn}
        options={options}
        onMessage={onMessage}
        onOptions={onOptions}
      >
        <Button
          variant="ghost"
          aria-label={words.askClaudeForAMessage}
          disabled={isAsking}
          onClick={() => void ask({ isStaged })}
        >
          {words.askClaude}
        </Button>
      </CommitChoices>
      {isAsking && (
        <p role="status" className="mt-1 text-sm text-muted">
          {words.claudeWritesTheMessage}
        </p>
      )}
    </>
  )
}

async function draft(session_id: SessionId, onMessage: (message: string) => void): Promise<void> {
  try {
    const drafted = await connection.client.call('git.draft_message', { session_id })
    onMessage(drafted.message)
  } catch (error) {
    showToast(errorMessage(error))
  }
}
