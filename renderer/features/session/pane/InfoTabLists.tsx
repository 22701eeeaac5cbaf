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
import * as words from '../laterWords.ts'

/** What a session's process and its runner said, newest first. */
export function LogLines({ sessionId }: { sessionId: SessionId }) {
  const query = useMemo(() => sessionLogOf(sessionId), [sessionId])
  const state = useQuery(query, EVERY_MS)
  return (
    <Loaded state={state} nothing={words.nothingYetItsProcessHas}>
      {(entries) => (
        <ol
          className="max-h-80 space-y-1 overflow-auto font-mono text-xs"
          tabIndex={0}
          aria-label={words.logOfThisSession}
        >
          {entries.map(({ time, source, text }, index) => (
            <li key={`${time} ${index}`} className="wrap-anywhere">
              <time dateTime={time} className="text-muted">
                {exactTime(time)}
              </time>{' '}
              {source === 'runner' && <span className="text-muted">{words.runner} </span>}
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
      <Loaded state={state} nothing={words.noVariables}>
        {(variables) => (
          <dl
            className="max-h-80 space-y-1 overflow-auto font-mono text-xs"
            tabIndex={0}
            aria-label={words.environment}
          >
            {variables.map(({ name, value }) => (
              <div key={name} className="wrap-anywhere">
                <dt className="inline text-muted">{name}=</dt>
                <dd className="inline">
                  {value === null ? <em className="text-muted">{words.hidden}</em> : <Marked text={value} code />}
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
      {isReading ? words.reading : words.readTheLoginShellAgain}
    </Button>
  )
}

function readText(changed: readonly string[]): string {
  return changed.length === 0
    ? words.yourLoginShellExportsWhat
    : (changed.length > 5 ? words.readAgainAndMore : words.readAgain)(changed.slice(0, 5).join(', '))
}

function Loaded<T>(props: {
  state: QueryState<readonly T[]>
  nothing: string
  children: (value: readonly T[]) => ReactNode
}) {
  const { state, nothing, children } = props
  switch (state.kind) {
    case 'loading':
      return <p className="text-muted">{words.loading}</p>
    case 'failed':
      return <Problem>{state.mayNot ? words.youMayNotSeeThis : state.message}</Problem>
    case 'ready':
      return state.value.length === 0 ? <p className="text-muted">{nothing}</p> : children(state.value)
  }
}
