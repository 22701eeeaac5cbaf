import { useEffect, useState } from 'react'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { checkToken, keepToken, removeToken, type TokenCheck } from '#renderer/state/claudeToken.ts'
import { say, sentenceOf } from '#renderer/state/says.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'

/** Shorter ones are still being typed. */
const MIN_LENGTH = 20
const TYPING_PAUSE_MS = 500
const vaults: Readonly<Record<ClaudeStatus['vault'], string>> = {
  keychain: "the workstation's keychain",
  file: 'an encrypted file on the workstation',
  memory: "the workstation's memory, until Homeport stops",
}

type State = 'typing' | 'checking' | TokenCheck

/** A token is tried against the API while it is pasted, and kept only on request. */
export function TokenForm({ hasToken, vault }: { hasToken: boolean; vault: ClaudeStatus['vault'] }) {
  const [token, setToken] = useState('')
  const [state, setState] = useState<State>('typing')
  useEffect(() => validateSoon(token.trim(), setState), [token])
  const check = typeof state === 'object' ? state : null
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field
        label={hasToken ? 'Replace the API token' : 'API token'}
        hint={`It goes to ${vaults[vault]} and nowhere else.`}
      >
        <TextInput
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder="sk-ant-…"
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
      </Field>
      <p role="status" className="text-good empty:hidden">
        {state === 'checking' && <span className="appears-late text-muted">Trying it…</span>}
        {check?.kind === 'valid' && `It works${check.organization === null ? '' : `: ${check.organization}`}.`}
      </p>
      {check?.kind === 'invalid' && <Problem>{check.message}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={check?.kind !== 'valid'}>
          Keep this token
        </Button>
        {hasToken && (
          <Button look="quiet" onClick={() => void remove()}>
            Remove the token
          </Button>
        )}
      </div>
    </form>
  )

  async function save(): Promise<void> {
    setState('checking')
    const kept = await keepToken(token.trim())
    setState(kept)
    if (kept.kind === 'valid') {
      setToken('')
      say('The token is kept. New sessions use it.')
    }
  }
}

async function remove(): Promise<void> {
  await removeToken().then(
    () => say('The token is removed.'),
    (error: unknown) => say(sentenceOf(error)),
  )
}

/** Checks once the typing pauses; an answer for an older text is dropped. Returns the stop. */
function validateSoon(token: string, tell: (state: State) => void): () => void {
  let isCurrent = true
  tell('typing')
  const timer = setTimeout(() => void check(), TYPING_PAUSE_MS)
  return () => {
    isCurrent = false
    clearTimeout(timer)
  }

  async function check(): Promise<void> {
    if (token.length < MIN_LENGTH) {
      return
    }
    tell('checking')
    const result = await checkToken(token)
    if (isCurrent) {
      tell(result)
    }
  }
}
