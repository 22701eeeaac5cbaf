import type { Session } from '#shared/session/session.ts'
import type { PermissionMode, SessionStatus } from '#shared/session/status.ts'

/** What colour means: needs a person, runs, failed, rests. */
export type Tone = 'lamp' | 'accent' | 'bad' | 'muted'

const words: Readonly<Record<SessionStatus, { readonly word: string; readonly tone: Tone }>> = {
  STARTING: { word: 'starting', tone: 'accent' },
  ACTIVE: { word: 'ready', tone: 'muted' },
  WORKING: { word: 'working', tone: 'accent' },
  WAITING: { word: 'needs you', tone: 'lamp' },
  SUSPENDED: { word: 'asleep', tone: 'muted' },
  TERMINATED: { word: 'ended', tone: 'muted' },
  FAILED: { word: 'failed', tone: 'bad' },
}

/**
 * How a session stands, as people say it: what goes on comes first, then what failed, then what nobody has read, then
 * how it rests.
 */
export function statusWords(session: Standing): { readonly word: string; readonly tone: Tone } {
  if (isBusy(session) || session.status === 'STARTING') {
    return words[session.status]
  }
  if (session.outcome === 'failed' && session.status !== 'TERMINATED') {
    return words.FAILED
  }
  if (session.unread) {
    return { word: session.outcome === 'finished' ? 'finished' : 'unread', tone: 'accent' }
  }
  return words[session.status]
}

type Standing = Pick<Session, 'status' | 'outcome' | 'unread'>

/** What each permission mode lets Claude do. */
export const permissionModes: Readonly<Record<PermissionMode, { readonly name: string; readonly means: string }>> = {
  default: { name: 'Ask first', means: 'Claude asks before it changes files or runs commands.' },
  acceptEdits: { name: 'Accept edits', means: 'Claude edits files freely and asks before other commands.' },
  plan: { name: 'Plan only', means: 'Claude only reads, and shows a plan before it does anything.' },
  dontAsk: { name: 'Deny unless allowed', means: 'What your rules do not allow is refused without asking.' },
  bypassPermissions: { name: 'Skip all approvals', means: 'Claude does anything without asking. Only in a sandbox.' },
}

/** A model as people say it. `null`: Claude Code's own choice. */
export function modelName(model: string | null): string {
  if (model === null) {
    return 'Default model'
  }
  const short = model.replace(/^claude-/, '').replace(/-\d{8}$/, '')
  const [family = '', ...version] = short.split('-')
  return [family.charAt(0).toUpperCase() + family.slice(1), version.join('.')].filter((part) => part !== '').join(' ')
}

/** Whether the session can take prompts. One that is asleep wakes with the next. */
export function canPrompt(status: SessionStatus): boolean {
  return status !== 'TERMINATED'
}

/** Whether a turn runs: there is something to stop or steer. */
export function isBusy(session: Pick<Session, 'status'>): boolean {
  return session.status === 'WORKING' || session.status === 'WAITING'
}
