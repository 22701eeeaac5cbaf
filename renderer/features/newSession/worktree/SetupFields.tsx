import { useState } from 'react'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextArea, TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import type { Offer } from './useWorktree.ts'
import * as words from '../words.ts'

/** What is done in every new checkout of a project before Claude starts: shown whole, and run only with a yes. */
export function SetupFields(props: {
  project: string
  setup: Offer['setup']
  runs: boolean
  onRuns: (runs: boolean) => void
  onSaved: (setup: Offer['setup']) => void
}) {
  const { setup } = props
  const [isEditing, setEditing] = useState(false)
  if (isEditing) {
    return <Editor {...props} onClose={() => setEditing(false)} />
  }
  return (
    <div className="space-y-2 text-sm">
      {setup === null ? (
        <p className="text-muted">{words.noSetUpTheWorktree}</p>
      ) : (
        <>
          <label className="flex items-center gap-2">
            <input type="checkbox" checked={props.runs} onChange={({ target }) => props.onRuns(target.checked)} />
            {words.setItUpBeforeClaude}
          </label>
          {setup.copy.length > 0 && (
            <p className="text-muted">
              {words.copiesCommand(
                <code className="font-mono wrap-anywhere">
                  <Marked text={setup.copy.join(', ')} code />
                </code>,
              )}
            </p>
          )}
          {setup.command !== '' && (
            <pre className="thin-scroll overflow-x-auto rounded-control bg-raised p-2 font-mono whitespace-pre-wrap">
              <Marked text={setup.command} code />
            </pre>
          )}
        </>
      )}
      <Button onClick={() => setEditing(true)}>{setup === null ? words.addASetUp : words.editTheSetUp}</Button>
    </div>
  )
}

function Editor(props: {
  project: string
  setup: Offer['setup']
  onSaved: (setup: Offer['setup']) => void
  onClose: () => void
}) {
  const [copy, setCopy] = useState(props.setup?.copy.join('\n') ?? '.env')
  const [command, setCommand] = useState(props.setup?.command ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <div className="space-y-3">
      <Field label={words.ignoredFilesToCopy} hint={words.oneALineSuchAs}>
        <TextArea rows={3} className="font-mono" value={copy} onChange={({ target }) => setCopy(target.value)} />
      </Field>
      <Field label={words.command} hint={words.runsInATerminalOf}>
        <TextInput className="font-mono" value={command} onChange={({ target }) => setCommand(target.value)} />
      </Field>
      {problem !== null && <Problem>{problem}</Problem>}
      <div className="flex gap-2">
        <Button variant="primary" onClick={() => void save()}>
          {words.saveTheSetUp}
        </Button>
        <Button onClick={props.onClose}>{words.cancel}</Button>
      </div>
    </div>
  )

  async function save(): Promise<void> {
    const files = copy
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    try {
      const setup = { copy: files, command: command.trim() }
      const { fingerprint } = await connection.client.call('worktree.save_setup', { project: props.project, ...setup })
      const isNone = files.length === 0 && setup.command === ''
      props.onSaved(isNone ? null : { ...setup, fingerprint })
      props.onClose()
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
}
