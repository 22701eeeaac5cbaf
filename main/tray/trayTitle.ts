import type { DesktopState } from '#shared/desktop/desktopState.ts'

/** What the tray icon can show: the first that applies, in this order. */
export type TrayStatus = 'problem' | 'needs-you' | 'working' | 'idle'

interface Title {
  readonly mood: TrayStatus
  readonly sentence: string
}

/** The tray's picture and sentence for a state. */
export function titleOf(state: DesktopState): Title {
  const problem = problemOf(state)
  if (problem !== null) {
    return { mood: 'problem', sentence: problem }
  }
  if (state.waiting.length > 0) {
    const [first] = state.waiting
    const who = state.waiting.length === 1 ? (first?.session.name ?? '') : `${state.waiting.length} sessions`
    return { mood: 'needs-you', sentence: `${who} ${state.waiting.length === 1 ? 'needs' : 'need'} an answer` }
  }
  if (state.failed.length > 0) {
    return { mood: 'needs-you', sentence: `${nameOrCount(state.failed)} failed` }
  }
  return quietTitle(state)
}

/** Nobody is needed. */
function quietTitle({ server: { kind }, running, finished, keeps_awake }: DesktopState): Title {
  if (kind === 'starting' || kind === 'stopped') {
    return { mood: 'idle', sentence: `The server is ${kind}${kind === 'starting' ? '…' : ''}` }
  }
  if (running.length > 0) {
    return { mood: 'working', sentence: `${count(running.length)} working${keeps_awake ? ', kept awake' : ''}` }
  }
  return { mood: 'idle', sentence: finished.length > 0 ? `${nameOrCount(finished)} finished` : 'Homeport is ready' }
}

function nameOrCount(sessions: DesktopState['failed']): string {
  const [only, ...others] = sessions
  return only !== undefined && others.length === 0 ? only.name : count(sessions.length)
}

/** What a person has to fix; null when there is nothing. A server that was stopped on purpose is no problem. */
function problemOf({ server, remote }: DesktopState): string | null {
  switch (server.kind) {
    case 'failed':
      return `The server does not run: ${server.message}`
    case 'restarting':
      return 'The server ended unexpectedly and is started again'
    case 'starting':
    case 'stopped':
    case 'running':
      return remote === null || remote.problem === null || !remote.enabled
        ? null
        : `Remote access does not work: ${remote.problem}`
  }
}

function count(sessions: number): string {
  return sessions === 1 ? '1 session' : `${sessions} sessions`
}
