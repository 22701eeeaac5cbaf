import { PenLine, Sparkles } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { askForMessage } from './askForMessage.ts'
import * as words from '../words.ts'

interface CommitMessageProps {
  readonly session_id: SessionId
  /** The commit takes what is staged alone. */
  readonly isStaged: boolean
  readonly message: string
  readonly onChange: (message: string) => void
}

/** The message of a commit: written by hand, drafted from the changes at once, or by Claude in the session. */
export function CommitMessage({ session_id, isStaged, message, onChange }: CommitMessageProps) {
  const [isAsking, setAsking] = useState(false)
  const leaving = useRef<AbortController | null>(null)
  useEffect(() => () => leaving.current?.abort(), [])
  return (
    <>
      <div className="relative">
        <GrowingText
          aria-label={words.commitMessage}
          placeholder={words.commitMessage}
          rows={1}
          value={message}
          onChange={(event) => onChange(event.target.value)}
          className={classes(fieldClass, 'thin-scroll max-h-40 resize-none py-1.5 pr-18 touch:pr-24')}
        />
        <span className="absolute top-0.5 right-0.5 flex">
          <IconButton label={words.draftAMessageFromThe} onClick={() => void draft()}>
            <PenLine className="size-4" />
          </IconButton>
          <IconButton label={words.askClaudeForAMessage} disabled={isAsking} onClick={() => void ask()}>
            <Sparkles className="size-4" />
          </IconButton>
        </span>
      </div>
      {isAsking && (
        <p role="status" className="mt-1 text-sm text-muted">
          {words.claudeWritesTheMessage}
        </p>
      )}
    </>
  )

  async function draft(): Promise<void> {
    try {
      onChange((await connection.client.call('git.draft_message', { session_id })).message)
    } catch (error) {
      showToast(errorMessage(error))
    }
  }

  async function ask(): Promise<void> {
    const controller = new AbortController()
    leaving.current = controller
    setAsking(true)
    try {
      const written = await askForMessage(session_id, { isStaged, signal: controller.signal })
      if (controller.signal.aborted) {
        return
      }
      if (written === null) {
        showToast(words.claudeWroteNoMessage)
      } else {
        onChange(written)
      }
    } catch (error) {
      showToast(errorMessage(error))
    }
    setAsking(false)
  }
}
