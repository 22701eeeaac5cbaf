import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { finishSignIn, reconnect, signIn } from './mcpServers.ts'
import * as words from './words.ts'

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string }

/** Signs in to an MCP server: a page to open, and a field for where it ends in a browser that is not on the workstation. */
export function ServerSignIn(props: { sessionId: SessionId; server: string; onClose: () => void }) {
  const { sessionId, server, onClose } = props
  const state = useSignIn(sessionId, server)
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  if (state.kind !== 'open') {
    return state.kind === 'asking' ? <Loading what={words.asking} /> : <Problem>{state.message}</Problem>
  }
  return (
    <div role="group" aria-label={words.signInTo(server)} className="space-y-2 rounded-control border border-line p-3">
      <a
        href={state.url}
        target="_blank"
        rel="noreferrer noopener"
        className="inline-flex min-h-8 items-center text-accent underline touch:min-h-11"
      >
        {words.openPage(new URL(state.url).host)}
      </a>
      <Field label={words.endedAt} hint={words.onlyElsewhere}>
        <TextInput value={address} onChange={({ target }) => setAddress(target.value)} />
      </Field>
      {problem !== null && <Problem>{problem}</Problem>}
      <div className="flex gap-1.5">
        <Button variant="primary" onClick={() => void finish()}>
          {words.signedIn}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </div>
  )

  async function finish(): Promise<void> {
    try {
      await (address.trim() === '' ? reconnect(sessionId, server) : finishSignIn(sessionId, server, address.trim()))
      onClose()
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
}

function useSignIn(sessionId: SessionId, server: string): State {
  const [state, setState] = useState<State>({ kind: 'asking' })
  useEffect(() => {
    let isWanted = true
    const keep = (next: State) => isWanted && setState(next)
    signIn(sessionId, server).then(
      (url) => keep(url === null ? { kind: 'failed', message: words.isSignedIn } : { kind: 'open', url }),
      (error: unknown) => keep({ kind: 'failed', message: errorMessage(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [sessionId, server])
  return state
}
