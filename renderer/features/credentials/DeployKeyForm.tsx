import { type ComponentType, useState } from 'react'
import { readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { addDeployKey } from './deployKeys.ts'
import * as words from './words.ts'

export interface DeployKeyFormProps {
  readonly session_id: SessionId
  /** Lets Homeport act at GitHub. */
  readonly Connect: ComponentType<{ readonly onConnected: () => void }>
  readonly onDone: () => void
}

type Work =
  | { readonly kind: 'asked' | 'under_way' | 'not_connected' }
  | { readonly kind: 'failed'; readonly why: string }

/** Adds the session's key at GitHub: what it may do there, and GitHub's consent where that was not given yet. */
export function DeployKeyForm({ session_id, Connect, onDone }: DeployKeyFormProps) {
  const [mayPush, setMayPush] = useState(false)
  const [work, setWork] = useState<Work>({ kind: 'asked' })
  const add = async () => {
    setWork({ kind: 'under_way' })
    try {
      await addDeployKey(session_id, mayPush)
      onDone()
    } catch (error) {
      const isUnconnected = readDetails(error, 'SESSION_003')?.reason === 'not_granted'
      setWork(isUnconnected ? { kind: 'not_connected' } : { kind: 'failed', why: errorMessage(error) })
    }
  }
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <p className="text-sm text-muted">{words.whatADeployKeyIs}</p>
      {work.kind === 'failed' && <Problem>{work.why}</Problem>}
      {work.kind === 'not_connected' && (
        <>
          <p className="text-sm text-muted">{words.githubAsksYouFirst}</p>
          <Connect onConnected={() => void add()} />
        </>
      )}
      <label className="flex min-h-8 items-center gap-1.5 text-sm touch:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={mayPush}
          onChange={(event) => setMayPush(event.target.checked)}
        />
        {words.itMayPush}
      </label>
      <div className="flex gap-2">
        <Button variant="primary" type="submit" disabled={work.kind === 'under_way'}>
          {words.addAtGitHub}
        </Button>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </form>
  )
}
