import { createHash } from 'node:crypto'
import { SessionId } from '#shared/ids.ts'
import type { OperationName, Operations, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { isSettingKey } from '#server/platform/settings/settingTable.ts'
import { settingDetails } from './settingDetails.ts'
import type { AuditFact } from './log/auditLog.ts'

/** What an entry says of the object and of how. Never a secret, never a prompt. */
export type Described = Partial<Pick<AuditFact, 'session_id' | 'object_id' | 'details'>>

type AuditedName = {
  [N in OperationName]: Operations[N] extends { readonly audit: string } ? N : never
}[OperationName]

/** `result` is undefined where the operation did not succeed. */
type Describe = {
  readonly [N in AuditedName]?: (params: ParamsOf<N>, result: ResultOf<N> | undefined) => Described
}

/**
 * Rows that record more than whose session it was. A row that is not here is recorded by its ids alone: nothing gets into the
 * log because somebody forgot to leave it out.
 */
const rows: Describe = {
  'access_token.create': ({ name, scopes, expires_in_days = null }, made) => ({
    object_id: made?.id ?? null,
    details: { name, scopes: scopes.join(' '), expires_in_days },
  }),
  'access_token.revoke': ({ id }) => ({ object_id: id }),
  'account.allow': ({ github_id, role }) => ({ object_id: String(github_id), details: { role } }),
  'account.disallow': ({ github_id }) => ({ object_id: String(github_id) }),
  'device.revoke': ({ id }) => ({ object_id: id }),
  'github.configure': ({ client_id }) => ({ object_id: client_id }),
  'remote.on': (_wanted, status) => ({
    object_id: status?.remote_url ?? null,
    details: present({
      bind: status?.bind ?? undefined,
      port: status?.port ?? undefined,
      names: status?.choice.names.join(' '),
      certificate: status?.choice.certificate,
    }),
  }),
  'server.panic': (_params, done) => ({ details: present({ ...done }) }),
  'session.create': ({ project_path, folder_name, model, permission_mode, trust_fingerprint }, made) => ({
    session_id: made?.id ?? null,
    details: present({
      workspace_path: made?.workspace_path ?? project_path ?? folder_name,
      model,
      permission_mode,
      trust_fingerprint,
    }),
  }),
  'session.update': ({ session_id: _id, name, ...fields }) => ({
    details: present({ ...fields, renamed: name === undefined ? undefined : true }),
  }),
  'session.control': (params) => ({
    details: present({
      action: params.action,
      model: 'model' in params ? params.model : undefined,
      permission_mode: 'permission_mode' in params ? params.permission_mode : undefined,
      trust_fingerprint: 'fingerprint' in params ? params.fingerprint : undefined,
    }),
  }),
  'session.trust': ({ fingerprint }) => ({ details: { trust_fingerprint: fingerprint } }),
  'message.send': ({ content, when }, sent) => ({
    object_id: sent?.message_id ?? null,
    details: { prompt_sha256: sha256(content), prompt_length: content.length, when },
  }),
  'message.cancel': ({ message_id }) => ({ object_id: message_id }),
  'message.edit': ({ message_id }) => ({ object_id: message_id }),
  'approval.answer': ({ approval_id, decision, updated_input, remember }, outcome) => ({
    object_id: approval_id,
    details: present({
      tool_name: outcome?.tool_name,
      decision,
      input_changed: updated_input === undefined ? undefined : true,
      remember: remember === undefined || remember === false ? undefined : true,
      input_sha256: outcome?.input_sha256,
      edited_dangers: outcome?.dangers?.map(({ code }) => code).join(' '),
    }),
  }),
  'settings.change': ({ changes }, changed) => ({
    object_id: Object.keys(changes).filter(isSettingKey).join(' '),
    details: changed === undefined ? {} : settingDetails(changes),
  }),
  'server.stop': ({ keep_sessions }) => ({ details: { keep_sessions } }),
}

/** `params`: validated ones. */
export function describe(name: OperationName, params: unknown, result: unknown): Described {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a row describes that row's own parameters and result, which the dispatcher validated by the same name
  const row = (rows as Record<string, (params: unknown, result: unknown) => Described>)[name]
  return { session_id: sessionOf(params), ...row?.(params, result) }
}

/** The session that unvalidated parameters name, so that a refusal records what it was about. */
export function sessionOf(input: unknown): string | null {
  const named = typeof input === 'object' && input !== null && 'session_id' in input ? input.session_id : undefined
  return SessionId.safeParse(named).data ?? null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function present(fields: Readonly<Record<string, string | number | boolean | undefined>>): AuditFact['details'] {
  const kept: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      kept[name] = value
    }
  }
  return kept
}
