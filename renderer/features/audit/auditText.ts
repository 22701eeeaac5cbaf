import type { AuditEntry } from '#shared/operations/audit.ts'
import type { Tone } from '#renderer/format/statusLabel.ts'
import * as words from './words.ts'

/** Subjects for entries without a person. */
const strangers: readonly (readonly [(entry: Pick<AuditEntry, 'action' | 'credential'>) => boolean, string])[] = [
  [({ credential }) => credential.kind === 'file', words.theSettingsFile],
  [({ action }) => action.startsWith('audit.') || action === 'account.gone', words.homeport],
  [({ action }) => action === 'session.stopped', words.homeport],
  [({ action }) => action === 'many', words.many],
]

/** Who did it, as far as it is known. */
export function auditSubject({ action, username, credential }: AuditEntry): string {
  if (username === null) {
    return strangers.find(([isIt]) => isIt({ action, credential }))?.[1] ?? words.somebody
  }
  return credential.name === null ? username : `${username} (${credential.name})`
}

/** What they did or tried, with its most telling detail. */
export function auditSentence({ action, details }: AuditEntry): string {
  const said = words.deeds[action] ?? words.askedFor(action)
  const more = action === 'approval.answer' ? [details['decision'], details['tool_name']] : [details['action']]
  const told = more.filter((part) => typeof part === 'string').map((part) => part.replaceAll('_', ' '))
  return told.length === 0 ? said : `${said}: ${told.join(' ')}`
}

/** How it ended. Only what went wrong has a colour. */
export function auditOutcome({ outcome, code, count }: AuditEntry): { readonly label: string; readonly tone: Tone } {
  const label = words.outcomes[outcome]
  const times = count > 1 ? ` × ${count}` : ''
  return { label: `${label}${code === null ? '' : ` · ${code}`}${times}`, tone: outcome === 'ok' ? 'muted' : 'bad' }
}

/** Where it came from. */
export function auditOrigin({ address }: AuditEntry): string {
  return address === 'local' ? words.thisMachine : (address ?? '')
}
