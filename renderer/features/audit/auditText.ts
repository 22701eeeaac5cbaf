import type { AuditEntry } from '#shared/operations/audit.ts'
import type { Tone } from '#renderer/format/statusLabel.ts'

/** The action as a sentence without its subject. Other actions are shown by name. */
const sentences: Readonly<Record<string, string>> = {
  'auth.sign_in': 'signed in',
  'auth.sign_out': 'signed out',
  'auth.sign_in_link': 'made a sign-in link',
  'account.allow': 'let a GitHub account in',
  'account.disallow': 'removed the access of a GitHub account',
  'account.gone': 'found a GitHub account deleted',
  'session.stopped': 'stopped a session of somebody who may not run any',
  'member_session.stop': 'stopped a session of somebody else',
  'member_session.end': 'ended a session of somebody else',
  'auth.bind': 'bound a sign-in to its browser',
  'github.configure': 'changed sign-in with GitHub',
  'access_token.create': 'made an access token',
  'access_token.revoke': 'revoked an access token',
  'claude_token.set': 'set the Claude token',
  'claude_token.delete': 'removed the Claude token',
  'session_token.set': 'gave a session a token of its own',
  'session_token.delete': 'removed the token of a session',
  'session.create': 'started a session',
  'history.resume': 'went on with a conversation',
  'cleanup.run': 'cleaned up',
  'transcript_copies.clear': 'removed all copies of transcripts',
  'transcript_copies.put_back': 'put a transcript back from its copy',
  'session.fork': 'forked a session',
  'session.update': 'changed a session',
  'session.terminate': 'ended a session',
  'session.delete': 'deleted a session',
  'session.restore': 'brought a deleted session back',
  'session.control': 'steered a session',
  'session.trust': 'trusted the folder of a session',
  'session.untrust': 'took back the trust in the folder of a session',
  'permission.forget': 'took a permission back',
  'budget.set': 'set a budget',
  'budget.remove': 'removed a budget',
  'policy.add': 'added a permission rule',
  'policy.remove': 'removed a permission rule',
  'policy.set_quiet_hours': 'changed their quiet hours',
  'message.send': 'sent a message',
  'message.cancel': 'removed a queued message',
  'message.edit': 'changed a queued message',
  'approval.answer': 'answered an approval',
  'settings.change': 'changed settings',
  'diagnostics.read': 'made a diagnostics bundle',
  'remote.on': 'switched remote access on',
  'remote.off': 'switched remote access off',
  'server.panic': 'locked the machine down',
  'server.stop': 'stopped the server',
  'connection.open': 'opened a connection',
  'connection.auth': 'signed a connection in',
  metrics: 'asked for the metrics',
  'api.describe': 'asked for the API description',
  control: 'used the command line',
  request: 'sent a request',
  many: 'were turned away',
  'audit.entries_lost': 'could not write entries',
  'audit.archived': 'packed old entries into a file',
  'audit.head_mismatch': 'found the log cut off or exchanged',
}

/** The parts of the log to filter by: the first word of their actions. */
export const auditParts: readonly (readonly [string, string])[] = [
  ['auth', 'Signing in'],
  ['account', 'Who may enter'],
  ['remote', 'Remote access'],
  ['session', 'Sessions'],
  ['message', 'Prompts'],
  ['approval', 'Approvals'],
  ['permission', 'Kept permissions'],
  ['access_token', 'Access tokens'],
  ['claude_token', 'Claude token'],
  ['connection', 'Connections'],
  ['settings', 'Settings'],
  ['server', 'Server'],
  ['audit', 'This log'],
]

/** Subjects for entries without a person. */
const strangers: readonly (readonly [(entry: Pick<AuditEntry, 'action' | 'credential'>) => boolean, string])[] = [
  [({ credential }) => credential.kind === 'file', 'The settings file'],
  [({ action }) => action.startsWith('audit.') || action === 'account.gone', 'Homeport'],
  [({ action }) => action === 'session.stopped', 'Homeport'],
  [({ action }) => action === 'many', 'Many'],
]

/** Who did it, as far as it is known. */
export function auditSubject({ action, username, credential }: AuditEntry): string {
  if (username === null) {
    return strangers.find(([isIt]) => isIt({ action, credential }))?.[1] ?? 'Somebody'
  }
  return credential.name === null ? username : `${username} (${credential.name})`
}

/** What they did or tried, with its most telling detail. */
export function auditSentence({ action, details }: AuditEntry): string {
  const said = sentences[action] ?? `asked for ${action}`
  const more = action === 'approval.answer' ? [details['decision'], details['tool_name']] : [details['action']]
  const told = more.filter((part) => typeof part === 'string').map((part) => part.replaceAll('_', ' '))
  return told.length === 0 ? said : `${said}: ${told.join(' ')}`
}

/** How it ended. Only what went wrong has a colour. */
export function auditOutcome({ outcome, code, count }: AuditEntry): { readonly label: string; readonly tone: Tone } {
  const label = outcome === 'ok' ? 'done' : outcome
  const times = count > 1 ? ` × ${count}` : ''
  return { label: `${label}${code === null ? '' : ` · ${code}`}${times}`, tone: outcome === 'ok' ? 'muted' : 'bad' }
}

/** Where it came from. */
export function auditOrigin({ address }: AuditEntry): string {
  return address === 'local' ? 'this machine' : (address ?? '')
}
