import { useEffect, useState, type ReactNode } from 'react'
import { checkToken, type TokenCheck } from './claudeToken.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

/** Shorter ones are still being typed. */
const MIN_LENGTH = 20
const TYPING_PAUSE_MS = 500

type State = 'typing' | 'checking' | TokenCheck

export interface TokenEntryProps {
  readonly label: string
  readonly hint: string
  /** The button's text. */
  readonly action: string
  /** Submits the token; the field is cleared when it is valid. */
  readonly onToken: (token: string) => Promise<TokenCheck>
  /** More buttons. */
  readonly children?: ReactNode
}

/** A field for a Claude token, checked against the API when it is typed or pasted, and submitted only on request. */
export function TokenEntry({ label, hint, action, onToken, children }: TokenEntryProps) {
  const [token, setToken] = useState('')
  const [state, setState] = useState<State>('typing')
  useEffect(() => validateSoon(token.trim(), setState), [token])
  const check = typeof state === 'object' ? state : null
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        void handOver()
      }}
    >
      <Field label={label} hint={hint}>
        <TextInput
          type="password"
          autoComplete="off"
          spellCheck={false}
          placeholder={words.skAnt}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
      </Field>
      <p role="status" className="text-good empty:hidden">
        {state === 'checking' && <span className="delayed text-muted">{words.tryingIt}</span>}
        {check?.kind === 'valid' &&
          (check.organization === null ? words.itWorks : words.itWorksFor(check.organization))}
      </p>
      {check?.kind === 'invalid' && <Problem>{check.message}</Problem>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={check?.kind !== 'valid'}>
          {action}
        </Button>
        {children}
      </div>
    </form>
  )

  async function handOver(): Promise<void> {
    setState('checking')
    const taken = await onToken(token.trim())
    setState(taken)
    if (taken.kind === 'valid') {
      setToken('')
    }
  }
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
