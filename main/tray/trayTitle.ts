import type { DesktopState } from '#shared/desktop/desktopState.ts'
import * as words from './words.ts'

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
    const { length } = state.waiting
    const sentence = length === 1 ? words.needsAnAnswer(first?.session.name ?? '') : words.needAnAnswer(length)
    return { mood: 'needs-you', sentence }
  }
  if (state.failed.length > 0) {
    return { mood: 'needs-you', sentence: words.failed(nameOrCount(state.failed)) }
  }
  return quietTitle(state)
}

/** Nobody is needed. */
function quietTitle({ server: { kind }, running, finished, keeps_awake }: DesktopState): Title {
  if (kind === 'starting' || kind === 'stopped') {
    return { mood: 'idle', sentence: words.theServerIs[kind] }
  }
  if (running.length > 0) {
    return { mood: 'working', sentence: words.working(running.length, keeps_awake) }
  }
  return { mood: 'idle', sentence: finished.length > 0 ? words.finished(nameOrCount(finished)) : words.homeportIsReady }
}

function nameOrCount(sessions: DesktopState['failed']): string {
  const [only, ...others] = sessions
  return only !== undefined && others.length === 0 ? only.name : words.sessions(sessions.length)
}

/** What a person has to fix; null when there is nothing. A server that was stopped on purpose is no problem. */
function problemOf({ server, remote }: DesktopState): string | null {
  switch (server.kind) {
    case 'failed':
      return words.theServerDoesNotRun(server.message)
    case 'restarting':
      return words.theServerIsStartedAgain
    case 'starting':
    case 'stopped':
    case 'running':
      return remote === null || remote.problem === null || !remote.enabled
        ? null
        : words.remoteAccessDoesNotWork(remote.problem)
  }
}
