import { useState } from 'react'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { CredentialRow } from './CredentialRow.tsx'
import { credentials } from './credentials.ts'
import { DeployKeyRow } from './DeployKeyRow.tsx'
import { deployKeys } from './deployKeys.ts'
import { TokenForm } from './TokenForm.tsx'
import * as words from './words.ts'

/** Tokens for Git hosts, and the SSH keys of sessions. No secret is ever shown again. */
export function GitCredentials() {
  const state = useQuery(credentials)
  const [isAdding, setAdding] = useState(false)
  return (
    <Card
      title={words.gitCredentials}
      action={!isAdding && <Button onClick={() => setAdding(true)}>{words.addToken}</Button>}
    >
      <p className="text-sm text-muted">{words.whatTheyAre}</p>
      {isAdding && <TokenForm onDone={() => setAdding(false)} />}
      {state.kind === 'loading' && <Loading what={words.readingWhatIsKept} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void credentials.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' &&
        (state.value.credentials.length === 0 ? (
          <p role="status" className="py-6 text-center text-muted">
            {words.nothingIsKept}
          </p>
        ) : (
          <ul aria-label={words.gitCredentials} className="mt-2">
            {state.value.credentials.map((one) => (
              <CredentialRow key={`${one.kind} ${one.host} ${one.session_id ?? ''}`} credential={one} />
            ))}
          </ul>
        ))}
      <DeployKeys />
    </Card>
  )
}

/** Only where there are some: most people have none. */
function DeployKeys() {
  const state = useQuery(deployKeys)
  return state.kind === 'ready' && state.value.deploy_keys.length > 0 ? (
    <section aria-label={words.deployKeysAtGitHub} className="mt-4">
      <h3 className="mb-1.5 text-xs font-semibold text-muted">{words.deployKeysAtGitHub}</h3>
      <ul>
        {state.value.deploy_keys.map((key) => (
          <DeployKeyRow key={key.session_id} deployKey={key} />
        ))}
      </ul>
    </section>
  ) : null
}
