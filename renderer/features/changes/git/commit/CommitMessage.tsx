import { SlidersHorizontal, Sparkles } from 'lucide-react'
import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { CommitChoices } from './CommitChoices.tsx'
import { OtherDraft } from '#renderer/views/prompt/OtherDraft.tsx'
import { askClaude, type CommitDraft, draftMessage, messageTarget, takeMessage } from './commitDrafts.ts'
import * as words from '../words.ts'

interface CommitMessageProps {
  readonly session_id: SessionId
  /** The commit takes what is staged alone. */
  readonly isStaged: boolean
  readonly draft: CommitDraft
  readonly message: string
  readonly onMessage: (message: string) => void
  /** What the commit takes, in words. */
  readonly goesIn: string
}

/**
 * The message of a commit, which can be drafted at once, or by Claude in the session, and how it is made: on phones behind a
 * button.
 */
export function CommitMessage(props: CommitMessageProps) {
  const { session_id, isStaged, message, onMessage, goesIn } = props
  const { options, offered, isAsking } = props.draft
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <OtherDraft target={messageTarget(session_id)} />
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
          <IconButton label={words.draftAMessageFromThe} onClick={() => void draftMessage(session_id)}>
            <Sparkles className="size-4" />
          </IconButton>
        </span>
      </div>
      <CommitChoices
        session_id={session_id}
        isShown={isOpen || options.amend || options.sign_off || isAsking}
        goesIn={goesIn}
        options={options}
      >
        <Button
          variant="ghost"
          aria-label={words.askClaudeForAMessage}
          disabled={isAsking}
          onClick={() => void askClaude(session_id, { isStaged })}
        >
          {words.askClaude}
        </Button>
      </CommitChoices>
      {isAsking && (
        <p role="status" className="mt-1 text-sm text-muted">
          {words.claudeWritesTheMessage}
        </p>
      )}
      {offered !== null && <Offered session_id={session_id} message={offered} />}
    </>
  )
}

/** A message that came while the person wrote another one, by its first line. */
function Offered({ session_id, message }: { session_id: SessionId; message: string }) {
  const [subject = ''] = message.split('\n', 1)
  return (
    <p role="status" className="mt-1 flex items-center gap-2 text-sm text-muted">
      <span className="min-w-0 flex-1 truncate" title={message}>
        {words.writtenMeanwhile}{' '}
        <bdi>
          <Marked text={subject} />
        </bdi>
      </span>
      <Button variant="ghost" onClick={() => takeMessage(session_id, message)}>
        {words.takeIt}
      </Button>
    </p>
  )
}
