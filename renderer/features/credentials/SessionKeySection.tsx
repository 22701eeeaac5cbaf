import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { CredentialRow } from './CredentialRow.tsx'
import { credentials, makeKey } from './credentials.ts'
import { DeployKeyForm, type DeployKeyFormProps } from './DeployKeyForm.tsx'
import { DeployKeyRow } from './DeployKeyRow.tsx'
import { deployKeys } from './deployKeys.ts'
import { HostForm } from './HostForm.tsx'
import * as words from './words.ts'

/** The SSH keys of a session: made for it, and gone with it. Only where it has a clone of its own. */
export function SessionKeySection(props: KeysProps) {
  const { session } = props
  const mayDrive = useMay('drive')
  const isOver = session.status === 'TERMINATED'
  return mayDrive && !isOver && session.checkout?.kind === 'clone' ? <Keys {...props} /> : null
}

interface KeysProps extends Pick<DeployKeyFormProps, 'Connect'> {
  readonly session: Session
}

function Keys({ session, Connect }: KeysProps) {
  const state = useQuery(credentials)
  const atGithub = useQuery(deployKeys)
  const [adding, setAdding] = useState<'key' | 'deploy_key' | null>(null)
  const keys =
    state.kind === 'ready' ? state.value.credentials.filter(({ session_id }) => session_id === session.id) : []
  return (
    <section aria-label={words.gitSignIn} className="border-t border-line py-4">
      <h3 className="mb-1.5 text-xs font-semibold text-muted">{words.gitSignIn}</h3>
      {state.kind === 'failed' && <Problem>{state.message}</Problem>}
      <ul>
        {keys.map((key) => (
          <CredentialRow key={`${key.kind} ${key.host}`} credential={key} />
        ))}
      </ul>
      <ul>
        {atGithub.kind === 'ready' &&
          atGithub.value.deploy_keys
            .filter(({ session_id }) => session_id === session.id)
            .map((key) => <DeployKeyRow key={key.session_id} deployKey={key} />)}
      </ul>
      {adding === 'key' && (
        <HostForm
          usual={hostOf(session.checkout?.from ?? '')}
          hint={words.keyGoesWithTheSession}
          submit={{ label: words.makeTheKey, isReady: true }}
          keep={(host) => makeKey({ session_id: session.id, host })}
          onDone={() => setAdding(null)}
        />
      )}
      {adding === 'deploy_key' && (
        <DeployKeyForm session_id={session.id} Connect={Connect} onDone={() => setAdding(null)} />
      )}
      {adding === null && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setAdding('key')}>{words.makeAnSshKey}</Button>
          {isGithubs(session.checkout?.from ?? '') && (
            <Button onClick={() => setAdding('deploy_key')}>{words.addToGitHub}</Button>
          )}
        </div>
      )}
    </section>
  )
}

/** Of an address that Git takes. */
function hostOf(address: string): string {
  return /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([\w.-]+)/i.exec(address)?.[1] ?? ''
}

/** Over SSH, where alone a key has a part. One that is set up here under another name is told by the workstation. */
function isGithubs(address: string): boolean {
  return !address.startsWith('http') && hostOf(address).includes('github')
}
