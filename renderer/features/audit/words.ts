import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// AuditDetail.tsx
export const number = 'Number'
export const time = 'Time'
export const action = 'Action'
export const credential = 'Credential'
export const browserOrProgram = 'Browser or program'
export const session = 'Session'
export const object = 'Object'
export const request = 'Request'

// AuditFilters.tsx
export const nameAddressSessionRequest = 'Name, address, session, request …'
export const what = 'What'
export const everything = 'Everything'
export const outcome = 'Outcome'
export const any = 'Any'
export const done = 'Done'
export const refused = 'Refused'
export const failed = 'Failed'
export const from = 'From'
export const to = 'To'

// AuditList.tsx
export const theLogStartsHere = 'The log starts here.'
export const looking = 'Looking…'
export const olderEntries = 'Older entries'
export const nothingInTheLogIs = 'Nothing in the log matches.'
export const nothingHappenedYetWhateverIs = 'Nothing happened yet. Whatever is done here will be listed.'
export const showEverything = 'Show everything'

// AuditPage.tsx
export const tryAgain = 'Try again'
export const auditLog = 'Audit log'
export const refresh = 'Refresh'
export const whoDidWhatNewestFirst = (command: ReactNode) =>
  sentence`Who did what, newest first. Homeport deletes nothing from it; ${command} shows whether anybody else changed it.`
export const thisPageIsForThose = (message: string) => `This page is for those who manage this workstation. ${message}`
export const readingTheAuditLog = 'Reading the audit log…'

// auditText.ts
/** The action as a sentence without its subject. Other actions are shown by name. */
export const deeds: Readonly<Record<string, string>> = {
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
  'audit.head_mismatch': 'found the log cut off or replaced',
}
/** The parts of the log to filter by: the first word of their actions. */
export const auditParts: readonly (readonly [string, string])[] = [
  ['auth', 'Signing in'],
  ['account', 'Who may enter'],
  ['remote', 'Remote access'],
  ['session', 'Sessions'],
  ['message', 'Messages'],
  ['approval', 'Approvals'],
  ['permission', 'Kept permissions'],
  ['access_token', 'Access tokens'],
  ['claude_token', 'Claude token'],
  ['connection', 'Connections'],
  ['settings', 'Settings'],
  ['server', 'Server'],
  ['audit', 'This log'],
]
export const askedFor = (actionText: string) => `asked for ${actionText}`
export const outcomes = { ok: 'done', refused: 'refused', failed: 'failed' } as const
export const theSettingsFile = 'The settings file'
export const homeport = 'Homeport'
export const many = 'Many'
export const somebody = 'Somebody'
export const thisMachine = 'this machine'
