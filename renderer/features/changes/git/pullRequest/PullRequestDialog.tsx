import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, TextArea, TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ConnectGithub } from './ConnectGithub.tsx'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { OtherDraft } from '#renderer/views/prompt/OtherDraft.tsx'
import { useLastCommit } from './useLastCommit.ts'
import * as words from '../words.ts'

interface PullRequestDialogProps {
  readonly session_id: SessionId
  /** At GitHub’s own page. */
  readonly url: string | null
  /** Where it would go, as `owner/name`; null: GitHub is not connected. */
  readonly into: string | null
  readonly onClose: () => void
  /** GitHub was connected, or the pull request is there. */
  readonly onChanged: () => void
}

/** Makes a pull request, here where a person lets Homeport act at GitHub, or on GitHub’s own page. */
export function PullRequestDialog({ session_id, url, into, onClose, onChanged }: PullRequestDialogProps) {
  return (
    <Dialog title={words.createAPullRequest} onClose={onClose}>
      {into !== null ? (
        <>
          <p className="mb-3 text-sm text-muted">
            {words.itGoesInto} <Marked text={into} code />
          </p>
          <PullRequestForm session_id={session_id} onClose={onClose} onMade={onChanged} />
        </>
      ) : (
        <>
          <p className="mb-3 text-muted">{words.onGitHubsOwnPageOr}</p>
          <ConnectGithub onConnected={onChanged} />
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={onClose}>{words.cancel}</Button>
            {url !== null && (
              <a
                href={url}
                target="_blank"
                rel="noreferrer"
                onClick={onClose}
                className="smooth inline-flex min-h-8 items-center rounded-control bg-accent px-3 text-sm font-medium text-on-accent hover:brightness-110 touch:min-h-11"
              >
                {words.openAtGitHub}
              </a>
            )}
          </div>
        </>
      )}
    </Dialog>
  )
}

interface FormProps {
  readonly session_id: SessionId
  readonly onClose: () => void
  readonly onMade: () => void
}

function PullRequestForm({ session_id, onClose, onMade }: FormProps) {
  const last = useLastCommit(session_id)
  const [title, setTitle] = useTyped(`title/${session_id}`, last.subject)
  const [body, setBody] = useTyped(`description/${session_id}`, last.body)
  const [draft, setDraft] = useState(false)
  const [work, setWork] = useState<{ isUnderWay: boolean; problem: string | null }>({
    isUnderWay: false,
    problem: null,
  })
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      {work.problem !== null && <Problem>{work.problem}</Problem>}
      <OtherDraft target={`title/${session_id}`} />
      <Field label={words.title}>
        <TextInput autoFocus maxLength={256} value={title} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <OtherDraft target={`description/${session_id}`} />
      <Field label={words.description}>
        <TextArea rows={5} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
      <AsDraft isOn={draft} onChange={setDraft} />
      <div className="flex justify-end gap-2">
        <Button onClick={giveUp}>{words.cancel}</Button>
        <Button variant="primary" type="submit" disabled={title.trim() === '' || work.isUnderWay}>
          {work.isUnderWay ? words.creating : words.createPullRequest}
        </Button>
      </div>
    </form>
  )

  function forget(): void {
    setTitle('')
    setBody('')
  }

  function giveUp(): void {
    forget()
    onClose()
  }

  async function create(): Promise<void> {
    setWork({ isUnderWay: true, problem: null })
    try {
      const made = await connection.client.call('pull_request.create', { session_id, title, body, draft })
      showToast(words.pullRequestIsThere(made.number))
      forget()
      onMade()
      onClose()
    } catch (error) {
      setWork({ isUnderWay: false, problem: errorMessage(error) })
    }
  }
}

function AsDraft({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex min-h-8 items-center gap-1.5 text-sm touch:min-h-11">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
      {words.asADraft}
    </label>
  )
}

/** What a person typed, which survives a reload; `first` until they type. One who empties the field sees it empty. */
function useTyped(target: string, first: string): readonly [string, (text: string) => void] {
  const [text, setText] = useDraft(target)
  const [isTyped, setTyped] = useState(false)
  const type = (next: string) => {
    setTyped(true)
    setText(next)
  }
  return [text === '' && !isTyped ? first : text, type]
}
