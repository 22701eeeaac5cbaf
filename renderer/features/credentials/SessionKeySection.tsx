import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { CredentialRow } from './CredentialRow.tsx'
import { credentials, makeKey } from './credentials.ts'
import { HostForm } from './HostForm.tsx'
import * as words from './words.ts'

/** The SSH keys of a session: made for it, and gone with it. Only where it has a clone of its own. */
export function SessionKeySection({ session }: { session: Session }) {
  const mayDrive = useMay('drive')
  const isOver = session.status === 'TERMINATED'
  return mayDrive && !isOver && session.checkout?.kind === 'clone' ? <Keys session={session} /> : null
}

function Keys({ session }: { session: Session }) {
  const state = useQuery(credentials)
  const [isAdding, setAdding] = useState(false)
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
      {isAdding ? (
        <HostForm
          usual={hostOf(session.checkout?.from ?? '')}
          hint={words.keyGoesWithTheSession}
          submit={{ label: words.makeTheKey, isReady: true }}
          keep={(host) => makeKey({ session_id: session.id, host })}
          onDone={() => setAdding(false)}
        />
      ) : (
        <Button onClick={() => setAdding(true)}>{words.makeAnSshKey}</Button>
      )}
    </section>
  )
}

/** Of an address that Git takes. */
function hostOf(address: string): string {
  return /^(?:[a-z]+:\/\/)?(?:[^/@]*@)?([\w.-]+)/i.exec(address)?.[1] ?? ''
}
