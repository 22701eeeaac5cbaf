import { useState } from 'react'
import { errorMessage } from '#renderer/state/toasts.ts'
import { type FoundAccount, allowAccount, lookUpAccount } from './whoMayEnter.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { type Role, rolesToGive } from './roles.ts'
import * as words from '../words.ts'

/** Adds an account: first looks up its name, then asks for the role. */
export function AddAccount({ host, hasMe }: { host: string; hasMe: boolean }) {
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<FoundAccount | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (found !== null) {
    return <Found found={found} host={host} hasMe={hasMe} onDone={begin} />
  }
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        void lookUp()
      }}
    >
      <Field label={words.allowAnAccount} hint={words.itsNameAtGitHubOr}>
        <TextInput
          value={typed}
          placeholder={words.octocat}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      {problem !== null && <Problem>{problem}</Problem>}
      <Button type="submit" disabled={isBusy || typed.trim() === ''}>
        {words.lookItUp}
      </Button>
    </form>
  )

  async function lookUp(): Promise<void> {
    setBusy(true)
    try {
      setFound(await lookUpAccount(typed))
      setProblem(null)
    } catch (error) {
      setProblem(errorMessage(error))
    } finally {
      setBusy(false)
    }
  }

  function begin(): void {
    setFound(null)
    setTyped('')
  }
}

function Found(props: { found: FoundAccount; host: string; hasMe: boolean; onDone: () => void }) {
  const { found, host, onDone } = props
  const roles = rolesToGive(props.hasMe)
  const [role, setRole] = useState<Role>(roles[0]?.role ?? 'member')
  return (
    <form
      className="space-y-3 rounded-control border border-line bg-raised p-3"
      onSubmit={(event) => {
        event.preventDefault()
        void letIn()
      }}
    >
      <p role="status">{words.personAtHost(<b className="wrap-anywhere">{found.login}</b>, found.github_id, host)}</p>
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{words.whoIsThat}</legend>
        {roles.map(({ role: one, name, means }) => (
          <label key={one} className="flex min-h-9 cursor-pointer items-start gap-3 py-1.5 touch:min-h-11">
            <input type="radio" name="role" className="mt-1" checked={role === one} onChange={() => setRole(one)} />
            <span>
              <span className="font-medium">{name}</span> <span className="text-muted">{means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">
          {words.allowLogin(found.login)}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </form>
  )

  async function letIn(): Promise<void> {
    if (await allowAccount(found.github_id, role)) {
      onDone()
    }
  }
}
