import { type FormEvent, useState } from 'react'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { keepToken } from './credentials.ts'
import * as words from './words.ts'

/** Takes a token for a host. It is forgotten here as soon as it is kept. */
export function TokenForm({ onDone }: { onDone: () => void }) {
  const [host, setHost] = useState('github.com')
  const [username, setUsername] = useState('')
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <form className="my-3 space-y-3" onSubmit={(event) => void save(event)}>
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={words.host} hint={words.withItsPort}>
          <TextInput
            autoCapitalize="none"
            spellCheck={false}
            value={host}
            onChange={({ target }) => setHost(target.value)}
          />
        </Field>
        <Field label={words.userName} hint={words.mostTakeAny}>
          <TextInput
            autoCapitalize="none"
            spellCheck={false}
            placeholder="x-access-token"
            value={username}
            onChange={({ target }) => setUsername(target.value)}
          />
        </Field>
      </div>
      <Field label={words.token}>
        <TextInput type="password" autoComplete="off" value={token} onChange={({ target }) => setToken(target.value)} />
      </Field>
      {problem !== null && <Problem>{problem}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={host.trim() === '' || token === ''}>
          {words.keepTheToken}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </form>
  )

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault()
    try {
      await keepToken({ host, token: token.trim(), ...(username.trim() === '' ? {} : { username: username.trim() }) })
      onDone()
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
}
