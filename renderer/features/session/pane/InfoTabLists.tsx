import { type ReactNode, useMemo, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import { type QueryState, useQuery } from '#renderer/state/query.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { EVERY_MS, environmentOf, sessionLogOf } from './sessionInfo.ts'

/** What a session's process and its runner said, newest first. */
export function LogLines({ sessionId }: { sessionId: SessionId }) {
  const query = useMemo(() => sessionLogOf(sessionId), [sessionId])
  const state = useQuery(query, EVERY_MS)
  return (
    <Loaded state={state} nothing="Nothing yet: its process has said nothing.">
      {(entries) => (
        <ol
          className="max-h-80 space-y-1 overflow-auto font-mono text-xs"
          tabIndex={0}
          aria-label="Log of this session"
        >
          {entries.map(({ time, source, text }, index) => (
            <li key={`${time} ${index}`} className="wrap-anywhere">
              <time dateTime={time} className="text-muted">
                {exactTime(time)}
              </time>{' '}
              {source === 'runner' && <span className="text-muted">runner </span>}
              <Marked text={text} code />
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}

/** The variables that a session's commands see. Secrets by their names alone. */
export function EnvironmentList({ sessionId }: { sessionId: SessionId }) {
  const query = useMemo(() => environmentOf(sessionId), [sessionId])
  const state = useQuery(query)
  const isOwner = useMay('manage')
  return (
    <>
      {isOwner && <ReadShellButton onRead={() => void query.refresh()} />}
      <Loaded state={state} nothing="No variables.">
        {(variables) => (
          <dl className="max-h-80 space-y-1 overflow-auto font-mono text-xs" tabIndex={0} aria-label="Environment">
            {variables.map(({ name, value }) => (
              <div key={name} className="wrap-anywhere">
                <dt className="inline text-muted">{name}=</dt>
                <dd className="inline">
                  {value === null ? <em className="text-muted">hidden</em> : <Marked text={value} code />}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Loaded>
    </>
  )
}

/** Has the login shell of the machine's owner say again what it exports: what starts from then on has it. */
function ReadShellButton({ onRead }: { onRead: () => void }) {
  const [isReading, setReading] = useState(false)
  const read = async () => {
    setReading(true)
    try {
      const { changed, problem } = await connection.client.call('claude.read_shell', {})
      showToast(problem ?? readText(changed))
      onRead()
    } catch (error) {
      showToast(errorMessage(error))
    } finally {
      setReading(false)
    }
  }
  return (
    <Button className="mb-2" disabled={isReading} onClick={() => void read()}>
      {isReading ? 'Reading…' : 'Read the login shell again'}
    </Button>
  )
}

function readText(changed: readonly string[]): string {
  return changed.length === 0
    ? 'Your login shell exports what it did before.'
    : `Read again; different: ${changed.slice(0, 5).join(', ')}${changed.length > 5 ? ' …' : ''}. It counts from the next start on.`
}

function Loaded<T>(props: {
  state: QueryState<readonly T[]>
  nothing: string
  children: (value: readonly T[]) => ReactNode
}) {
  const { state, nothing, children } = props
  switch (state.kind) {
    case 'loading':
      return <p className="text-muted">Loading…</p>
    case 'failed':
      return <Problem>{state.mayNot ? 'You may not see this.' : state.message}</Problem>
    case 'ready':
      return state.value.length === 0 ? <p className="text-muted">{nothing}</p> : children(state.value)
  }
}
