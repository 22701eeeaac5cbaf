import { useState } from 'react'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { CredentialRow } from './CredentialRow.tsx'
import { credentials } from './credentials.ts'
import { TokenForm } from './TokenForm.tsx'

/** Tokens for Git hosts, and the SSH keys of sessions. No secret is ever shown again. */
export function GitCredentials() {
  const state = useQuery(credentials)
  const [isAdding, setAdding] = useState(false)
  return (
    <Card title="Git credentials" action={!isAdding && <Button onClick={() => setAdding(true)}>Add token</Button>}>
      <p className="text-sm text-muted">
        For hosts that your sessions clone from and push to. They rest in the vault; Git alone gets them, for that host
        alone.
      </p>
      {isAdding && <TokenForm onDone={() => setAdding(false)} />}
      {state.kind === 'loading' && <Loading what="Reading what is kept…" />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void credentials.refresh()}>Try again</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' &&
        (state.value.credentials.length === 0 ? (
          <p role="status" className="py-6 text-center text-muted">
            Nothing is kept. Git signs in as this machine does.
          </p>
        ) : (
          <ul aria-label="Git credentials" className="mt-2">
            {state.value.credentials.map((one) => (
              <CredentialRow key={`${one.kind} ${one.host} ${one.session_id ?? ''}`} credential={one} />
            ))}
          </ul>
        ))}
    </Card>
  )
}
