import { useMemo, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { McpServerState } from '#shared/operations/mcp.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { EVERY_MS, mcpServersOf, reconnect, serverTones } from './mcpServers.ts'
import { ServerSignIn } from './ServerSignIn.tsx'
import * as words from './words.ts'

/** The MCP servers of a session, whether they work, and what can be done about one that does not. */
export function ServerStates({ sessionId }: { sessionId: SessionId }) {
  const query = useMemo(() => mcpServersOf(sessionId), [sessionId])
  const state = useQuery(query, EVERY_MS)
  if (state.kind === 'failed') {
    return state.mayNot ? null : <Problem>{state.message}</Problem>
  }
  if (state.kind !== 'ready' || state.value.servers.length === 0) {
    return state.kind === 'ready' ? <p className="text-muted">{words.none}</p> : null
  }
  return (
    <ul className="space-y-3">
      {state.value.servers.map((server) => (
        <ServerState key={server.name} sessionId={sessionId} server={server} isRunning={state.value.is_running} />
      ))}
    </ul>
  )
}

function ServerState(props: { sessionId: SessionId; server: McpServerState; isRunning: boolean }) {
  const { sessionId, server, isRunning } = props
  const [isSigning, setSigning] = useState(false)
  return (
    <li className="space-y-1.5">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <bdi className="font-medium wrap-anywhere">
          <Marked text={server.name} />
        </bdi>
        <ToneLabel tone={serverTones[server.status]}>{words.statuses[server.status]}</ToneLabel>
        {server.status === 'connected' && <span className="text-muted">{words.tools(server.tools.length)}</span>}
        {!server.is_of_session && <span className="text-muted">{words.notOfSession}</span>}
      </p>
      {server.error !== null && (
        <p className="text-sm text-bad wrap-anywhere">
          <Marked text={server.error} />
        </p>
      )}
      {isRunning && (
        <div className="flex flex-wrap gap-1.5">
          {server.status === 'needs_sign_in' && !isSigning && (
            <Button aria-label={words.signInTo(server.name)} onClick={() => setSigning(true)}>
              {words.signIn}
            </Button>
          )}
          {(server.status === 'failed' || server.status === 'needs_sign_in') && (
            <Button aria-label={words.reconnectTo(server.name)} onClick={() => void reconnect(sessionId, server.name)}>
              {words.reconnect}
            </Button>
          )}
        </div>
      )}
      {isSigning && server.status === 'needs_sign_in' && (
        <ServerSignIn sessionId={sessionId} server={server.name} onClose={() => setSigning(false)} />
      )}
    </li>
  )
}
