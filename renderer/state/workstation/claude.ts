import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { QueryState } from '../query.ts'
import { connection, link } from './connection.ts'
import { queries } from './queries.ts'

/** Which Claude Code the workstation has, and whether it is signed in. */
export const claude = queries.define({
  key: 'claude.status',
  fetch: () => connection.client.call('claude.status', {}),
  needs: 'read',
})

/**
 * Keeps the query fresh for as long as the page lives, from the first connection on: before that nobody is signed in.
 */
export function followClaude(): void {
  const stop = link.subscribe(() => {
    if (link.get().kind === 'ready') {
      stop()
      claude.watch()
    }
  })
}

/** Whether a session could start: Claude Code is there and has something to sign in with. */
export function isClaudeReady(state: QueryState<ClaudeStatus>): boolean {
  return state.kind === 'ready' && state.value.found && (state.value.demo || state.value.login !== 'none')
}
