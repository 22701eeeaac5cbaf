import { SlidersHorizontal, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { classes } from '#renderer/ui/classes.ts'
import * as words from './words.ts'

export interface CommitOptions {
  readonly amend: boolean
  readonly sign_off: boolean
}

interface CommitMessageProps {
  readonly session_id: SessionId
  readonly message: string
  /** What the commit takes, in words. */
  readonly goesIn: string
  readonly options: CommitOptions
  readonly onMessage: (message: string) => void
  readonly onOptions: (options: CommitOptions) => void
}

/** The message of a commit, which can be drafted, and how it is made: on phones behind a button. */
export function CommitMessage({ session_id, message, goesIn, options, onMessage, onOptions }: CommitMessageProps) {
  const { amend, sign_off } = options
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
          !isOpen && !amend && !sign_off && 'max-md:hidden',
        )}
      >
        <span className="flex-1 whitespace-nowrap">{goesIn}</span>
        <Tick label={words.amend} isOn={amend} onChange={(isOn) => onOptions({ ...options, amend: isOn })} />
        <Tick label={words.signOff} isOn={sign_off} onChange={(isOn) => onOptions({ ...options, sign_off: isOn })} />
      </div>
    </>
  )

  async function draft(): Promise<void> {
    try {
      const drafted = await connection.client.call('git.draft_message', { session_id })
      onMessage(drafted.message)
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
