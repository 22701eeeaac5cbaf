import { createHash } from 'node:crypto'
import { SessionId } from '#shared/ids.ts'
import type { Exec, ExecEnd } from '#shared/operations/exec.ts'
import type { OperationName, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Streamed } from '#shared/operations/streamed.ts'
import { isSettingKey } from '#server/platform/settings/settingTable.ts'
import { type Describe, type Described, present } from './describing/described.ts'
import { addressRows } from './describing/addressRows.ts'
import { gitRows } from './describing/gitRows.ts'
import { chosenEffort, setupRows } from './describing/setupRows.ts'
import { settingDetails } from './settingDetails.ts'
import type { AuditFact } from './log/auditLog.ts'

/**
 * Rows that record more than whose session it was. A row that is not here is recorded by its ids alone: nothing gets into the
 * log because somebody forgot to leave it out.
 */
const rows: Describe = {
  ...setupRows,
  ...addressRows,
  'access_token.create': ({ name, scopes, expires_in_days = null }, made) => ({
    object_id: made?.id ?? null,
    details: { name, scopes: scopes.join(' '), expires_in_days },
  }),
  'access_token.revoke': ({ id }) => ({ object_id: id }),
  'account.allow': ({ github_id, role }) => ({ object_id: String(github_id), details: { role } }),
  'account.disallow': ({ github_id }) => ({ object_id: String(github_id) }),
  'device.revoke': ({ id }) => ({ object_id: id }),
  'github.configure': ({ client_id }) => ({ object_id: client_id }),
  'auth.pair': ({ device_name }) => ({ details: { device_name } }),
  'pairing.create': ({ role, name }, made) => ({
    object_id: made?.pairing_id ?? null,
    details: present({ role, name }),
  }),
  'pairing.confirm': ({ pairing_id }, done) => ({
    object_id: pairing_id,
    details: present({ device_name: done?.device_name }),
  }),
  'policy.add': ({ rule, behavior, project, minutes }) => ({
    // What is in its parenthesis may be anything.
    details: present({ tool: /^[^(]*/.exec(rule)?.[0], behavior, everywhere: project === null, minutes }),
  }),
  'policy.set_quiet_hours': ({ quiet_hours: hours }) => ({
    details: hours === null ? { answer: 'none' } : { from: hours.from, until: hours.until, answer: hours.answer },
  }),
  'budget.set': ({ counts, period, limit_usd }) => ({ details: { counts, period, limit_usd } }),
  'budget.remove': ({ counts }) => ({ details: { counts } }),
  'worktree.end': ({ session_id, how, save_work }) => ({ session_id, details: { how, save_work } }),
  'git_credential.set': ({ host, session_id }) => ({
    object_id: host,
    ...(session_id === undefined ? {} : { session_id }),
  }),
  'git_credential.make_key': ({ host, session_id }) => ({ object_id: host, session_id }),
  'git_credential.remove': ({ host, kind }) => ({ object_id: host, details: { kind } }),
  'terminal.confirm': ({ id, decision }, done) => ({
    object_id: id,
    details: present({ decision, device_name: done?.device_name }),
  }),
  'terminal.forget_device': ({ id }) => ({ object_id: id }),
  'pairing.cancel': ({ pairing_id }) => ({ object_id: pairing_id }),
  'preferences.set': (changes) => ({
    details: Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value ?? 'not chosen'])),
  }),
  // Folders by their number: names of projects are nobody's business who reads the log.
  'notifications.set': ({ muted, quiet, ...changes }) => ({
    details: present({
      ...changes,
      muted: muted?.length,
      quiet: quiet === undefined ? undefined : quiet === null ? 'none' : `${quiet.from}-${quiet.to} ${quiet.time_zone}`,
    }),
  }),
  // The path of the address is a secret of the browser's.
  'push.subscribe': ({ endpoint, can_answer }) => ({
    details: present({ service: URL.canParse(endpoint) ? new URL(endpoint).host : undefined, can_answer }),
  }),
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
  'history.resume': (_params, made) => ({ object_id: made?.id ?? null }),
  'session.fork': (_params, made) => ({ object_id: made?.id ?? null }),
  'session.control': (params) => ({
    details: present({
      action: params.action,
      model: 'model' in params ? params.model : undefined,
      permission_mode: 'permission_mode' in params ? params.permission_mode : undefined,
      effort: 'effort' in params ? chosenEffort(params.effort) : undefined,
      trust_fingerprint: 'fingerprint' in params ? params.fingerprint : undefined,
    }),
  }),
  'session.trust': ({ fingerprint }) => ({ details: { trust_fingerprint: fingerprint } }),
  'message.send': ({ content, when }, sent) => ({
    object_id: sent?.message_id ?? null,
    details: { prompt_sha256: sha256(content), prompt_length: content.length, when },
  }),
  'attachment.add': (_file, stored) => ({
    object_id: stored?.sha256 ?? null,
    details: present({ media_type: stored?.media_type, size: stored?.size }),
  }),
  'file.read': ({ path, download }, read) => ({ details: present({ path, download, ...sentOf(read) }) }),
  'file.download': (_ticket, read) => ({ details: present({ ...sentOf(read) }) }),
  // What was looked for may be a secret: that is a content.
  'file.search': ({ q, regex, include, ignored }) => ({
    details: present({ query_length: q.length, regex, include, ignored }),
  }),
  'file.archive': ({ path }) => ({ details: { path } }),
  'file.write': ({ path }, stored) => ({ details: present({ path, ...takenOf(stored) }) }),
  'file.delete': ({ path }, done) => ({ object_id: done?.trash_id ?? null, details: { path } }),
  'file.restore': ({ trash_id }, done) => ({
    session_id: done?.session_id ?? null,
    object_id: trash_id,
    details: present({ path: done?.path }),
  }),
  'file.make_folder': ({ path }) => ({ details: { path } }),
  'file.move': movedFrom,
  'file.copy': movedFrom,
  'file.upload': ({ path }, done) => ({
    details: present({
      path,
      files: done?.files.length,
      size: done?.files.reduce((sum, { size }) => sum + size, 0),
      warnings: done?.files.flatMap(({ warnings }) => warnings.map(({ code }) => code)).join(' ') || undefined,
    }),
  }),
  'file.upload_text': ({ filename }, stored) => ({ details: present({ path: filename, ...takenOf(stored) }) }),
  'file.upload_part': ({ upload_id }, done) => ({
    object_id: upload_id,
    details: present({ offset: done?.offset, path: done?.file?.path, ...takenOf(done?.file ?? undefined) }),
  }),
  ...gitRows,
  'message.cancel': ({ message_id }) => ({ object_id: message_id }),
  'message.edit': ({ message_id }) => ({ object_id: message_id }),
  'message.rewind': ({ message_id }, done) => ({
    object_id: message_id,
    details: present({ files: done?.file_count, insertions: done?.insertions, deletions: done?.deletions }),
  }),
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
  'exec.run': (asked, ended) => ({
    details: { ...commandFacts(asked), ...(ended === undefined ? {} : endFacts(ended)) },
  }),
  'exec.stream': (asked) => ({ details: commandFacts(asked) }),
  'exec.start': (asked, made) => ({ object_id: made?.exec_id ?? null, details: commandFacts(asked) }),
  'project_action.save': ({ name, command }, kept) => ({
    object_id: kept?.action_id ?? null,
    details: { name, command: command.slice(0, MOST_OF_COMMAND) },
  }),
  'project_action.remove': ({ action_id }) => ({ object_id: action_id }),
  'project_action.run': ({ action_id, fingerprint, looked }) => ({
    object_id: action_id,
    details: { fingerprint, looked },
  }),
  'editor.open': ({ editor }) => ({ details: { editor } }),
  'exec.cancel': ({ exec_id }) => ({ object_id: exec_id }),
  'terminal.start': ({ kind, shell, cwd }, made) => ({
    object_id: made?.terminal_id ?? null,
    details: present({ kind, shell, cwd: made?.cwd ?? cwd }),
  }),
  'terminal.signal': ({ terminal_id, signal }) => ({ object_id: terminal_id, details: { signal } }),
  'terminal.close': ({ terminal_id }) => ({ object_id: terminal_id }),
  'terminal.ticket': ({ terminal_id }) => ({ object_id: terminal_id }),
  'settings.change': ({ changes }, changed) => ({
    object_id: Object.keys(changes).filter(isSettingKey).join(' '),
    details: changed === undefined ? {} : settingDetails(changes),
  }),
  'server.stop': ({ keep_sessions }) => ({ details: { keep_sessions } }),
}

/** Of a file that went out; never what it holds. */
function sentOf(read: Streamed | undefined) {
  return { size: read?.headers['Content-Length'], status: read?.status }
}

/** Of a file that came in. */
function takenOf(stored: ResultOf<'file.write'> | undefined) {
  return { size: stored?.size, warnings: stored?.warnings.map(({ code }) => code).join(' ') || undefined }
}

function movedFrom({ from, to, overwrite }: ParamsOf<'file.move'>, done: ResultOf<'file.move'> | undefined): Described {
  return { object_id: done?.trash_id ?? null, details: { from, to, overwrite } }
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

/** What was asked for is named, up to a length; what it printed never is. Values of variables may be secrets. */
function commandFacts({ command, argv, cwd, workingDirectory, env }: Exec): AuditFact['details'] {
  const line = command ?? argv?.join(' ') ?? ''
  return present({
    command: line.slice(0, MOST_OF_COMMAND),
    cwd: cwd ?? workingDirectory,
    variables: env === undefined ? undefined : Object.keys(env).join(' ').slice(0, MOST_OF_COMMAND),
  })
}

const MOST_OF_COMMAND = 200

function endFacts({ reason, exit_code, signal, duration_ms }: ExecEnd): AuditFact['details'] {
  return present({ reason, exit_code: exit_code ?? undefined, signal: signal ?? undefined, duration_ms })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
