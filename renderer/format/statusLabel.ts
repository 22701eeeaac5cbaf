import type { Session } from '#shared/session/session.ts'
import type { PermissionMode, SessionStatus } from '#shared/session/status.ts'
import * as words from './words.ts'

/** The colours of a status: needs a person, runs, failed, at rest. */
export type Tone = 'attention' | 'accent' | 'bad' | 'muted'

/** The shapes of a status: each differs in more than its colour. */
export type Sign = 'starting' | 'working' | 'needs_you' | 'unread' | 'ready' | 'failed' | 'asleep' | 'ended'

/** A status in a word, a colour and a shape. */
export interface StatusLabel {
  readonly label: string
  readonly tone: Tone
  readonly sign: Sign
}

const labels: Readonly<Record<SessionStatus, StatusLabel>> = {
  STARTING: { label: words.starting, tone: 'accent', sign: 'starting' },
  ACTIVE: { label: words.ready, tone: 'muted', sign: 'ready' },
  WORKING: { label: words.working, tone: 'accent', sign: 'working' },
  WAITING: { label: words.needsYou, tone: 'attention', sign: 'needs_you' },
  SUSPENDED: { label: words.asleep, tone: 'muted', sign: 'asleep' },
  TERMINATED: { label: words.ended, tone: 'muted', sign: 'ended' },
  FAILED: { label: words.failed, tone: 'bad', sign: 'failed' },
}

/**
 * The label of a session's status. A running turn comes first, then a failure, then unread, then the status at rest.
 */
export function statusLabel(session: Standing): StatusLabel {
  if (isBusy(session) || session.status === 'STARTING') {
    return labels[session.status]
  }
  if (session.outcome === 'failed' && session.status !== 'TERMINATED') {
    return labels.FAILED
  }
  if (session.unread) {
    return { label: session.outcome === 'finished' ? words.finished : words.unread, tone: 'accent', sign: 'unread' }
  }
  const { status, writer = null } = session
  return status === 'SUSPENDED' && writer !== null
    ? { label: writer.kind === 'terminal' ? words.inATerminal : words.openOutside, tone: 'muted', sign: 'ready' }
    : labels[session.status]
}

type Standing = Pick<Session, 'status' | 'outcome' | 'unread'> & Partial<Pick<Session, 'writer'>>

/** What each permission mode lets Claude do. */
export const permissionModes: Readonly<Record<PermissionMode, { readonly name: string; readonly means: string }>> = {
  default: { name: words.askFirst, means: words.claudeAsksBeforeItChanges },
  acceptEdits: { name: words.acceptEdits, means: words.claudeEditsFilesFreelyAnd },
  plan: { name: words.planOnly, means: words.claudeOnlyReadsAndShows },
  dontAsk: { name: words.denyUnlessAllowed, means: words.whatYourRulesDoNot },
  bypassPermissions: { name: words.skipAllApprovals, means: words.claudeDoesAnythingWithoutAsking },
}

/** The display name of a model. `null`: Claude Code's own choice. */
export function modelName(model: string | null): string {
  if (model === null) {
    return words.defaultModel
  }
  const short = model.replace(/^claude-/, '').replace(/-\d{8}$/, '')
  const [family = '', ...version] = short.split('-')
  return [family.charAt(0).toUpperCase() + family.slice(1), version.join('.')].filter((part) => part !== '').join(' ')
}

/** Whether the session accepts messages. One that is asleep wakes with the next. */
export function canPrompt(status: SessionStatus): boolean {
  return status !== 'TERMINATED'
}

/** Whether a turn runs: there is something to stop or steer. */
export function isBusy(session: Pick<Session, 'status'>): boolean {
  return session.status === 'WORKING' || session.status === 'WAITING'
}
