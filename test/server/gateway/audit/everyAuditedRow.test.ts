import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { HostOperationName, InputOf, OperationName } from '#shared/operations/table.ts'
import { operations } from '#shared/operations/table.ts'
import type { Caller } from '#server/gateway/kernel/identity.ts'
import type { RequestOperationName } from '#server/gateway/kernel/call.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { type TestGateway, localCall, startTestGateway } from '#test/support/gateway/gateway.ts'

/** A word that stands only in prompts, secrets and messages: it must never be found in the log. */
const PRIVATE = 'xylophone'
const SESSION = '11111111-1111-4111-8111-111111111111'

/** Parameters that each audited row takes. A row that is not here fails the test: the table is complete. */
const samples: Record<string, unknown> = {
  'auth.local': { secret: `${PRIVATE}-0000000000000000` },
  'auth.revoke': {},
  'auth.bind': { browser_key: `${PRIVATE}${'A'.repeat(100)}` },
  'auth.github_enter': { ticket: PRIVATE },
  'member_session.stop': { session_id: SESSION },
  'member_session.end': { session_id: SESSION },
  'auth.refresh': { refresh_token: PRIVATE },
  'auth.github_callback': { code: PRIVATE, state: PRIVATE },
  'auth.github_device_poll': { device_code: PRIVATE },
  'auth.pair': { secret: PRIVATE, device_name: 'Phone' },
  'auth.pair_poll': { claim_id: PRIVATE },
  'pairing.create': { role: 'viewer' },
  'pairing.confirm': { pairing_id: SESSION, code: PRIVATE },
  'pairing.cancel': { pairing_id: SESSION },
  'terminal.confirm': { id: 'no-such-request', decision: 'allow' },
  'terminal.forget_device': { id: 'no-such-device' },
  'github.configure': { client_id: 'Iv1.abc', client_secret: PRIVATE },
  'account.allow': { github_id: 7, role: 'viewer' },
  'account.disallow': { github_id: 7 },
  'device.revoke': { id: 'no-such-device' },
  'access_token.create': { name: 'ci', scopes: ['read'], expires_in_days: 3 },
  'access_token.revoke': { id: 'no-such-token' },
  'sign_in_link.create': {},
  'session.create': {
    project_path: '/projects/api',
    permission_mode: 'plan',
    environment: { KEY: PRIVATE },
    setup: { system_prompt: PRIVATE },
  },
  'session.update': { session_id: SESSION, name: PRIVATE, model: 'opus', environment: { KEY: PRIVATE } },
  'session.trust': { session_id: SESSION, fingerprint: 'f0' },
  'session.untrust': { session_id: SESSION },
  'permission.forget': { session_id: SESSION, grant: PRIVATE },
  'budget.set': { counts: 'project', subject: `/${PRIVATE}`, period: 'day', limit_usd: 5 },
  'budget.remove': { counts: 'project', subject: `/${PRIVATE}` },
  'policy.add': { rule: `Bash(${PRIVATE})`, behavior: 'deny', project: `/${PRIVATE}`, minutes: 5 },
  'policy.remove': { rule: `Bash(${PRIVATE})`, project: null },
  'policy.set_quiet_hours': { quiet_hours: null },
  'exec.run': { session_id: SESSION, command: `ls`, env: { A: PRIVATE } },
  'exec.stream': { session_id: SESSION, argv: ['ls'] },
  'exec.start': { session_id: SESSION, command: 'ls' },
  'project_action.save': { session_id: SESSION, name: 'Build', command: 'make' },
  'project_action.remove': { session_id: SESSION, action_id: 'own-1' },
  'project_action.run': { session_id: SESSION, action_id: 'own-1', fingerprint: 'f0' },
  'editor.open': { session_id: SESSION, editor: 'vscode' },
  'exec.cancel': { session_id: SESSION, exec_id: 'one' },
  'exec.stop_all': {},
  'session.terminate': { session_id: SESSION },
  'session.fork': { session_id: SESSION, name: PRIVATE },
  'history.resume': { conversation_id: SESSION },
  'transcript_copies.clear': {},
  'cleanup.run': {},
  'transcript_copies.put_back': { conversation_id: SESSION },
  'session.delete': { session_id: SESSION },
  'session.restore': { session_id: SESSION },
  'session.control': { session_id: SESSION, action: 'interrupt' },
  'message.send': { session_id: SESSION, content: `play the ${PRIVATE}` },
  'attachment.add': { session_id: SESSION, name: PRIVATE, data: 'aGVsbG8=' },
  'message.cancel': { session_id: SESSION, message_id: 'm1' },
  'message.edit': { session_id: SESSION, message_id: 'm1', held: false },
  'message.rewind': { session_id: SESSION, message_id: 'm1' },
  'changes.put_back': { session_id: SESSION, turn_id: 't1', paths: [PRIVATE] },
  'changes.undo': { session_id: SESSION, put_back_id: 'p1' },
  'git.stage': { session_id: SESSION, paths: [PRIVATE] },
  'git.unstage': { session_id: SESSION, paths: [PRIVATE] },
  'git.discard': { session_id: SESSION, paths: [PRIVATE] },
  'git.undo_discard': { session_id: SESSION, discard_id: SESSION },
  'git.commit': { session_id: SESSION, message: PRIVATE },
  'git.create_branch': { session_id: SESSION, name: 'topic' },
  'git.switch': { session_id: SESSION, name: 'topic' },
  'worktree.save_setup': { project: `/${PRIVATE}`, copy: [PRIVATE], command: PRIVATE },
  'worktree.end': { session_id: SESSION, how: 'keep' },
  'git_credential.set': { host: 'git.example.org', username: PRIVATE, token: PRIVATE },
  'git_credential.make_key': { session_id: SESSION, host: 'git.example.org' },
  'git_credential.remove': { kind: 'token', host: 'git.example.org' },
  'git.delete_branch': { session_id: SESSION, name: 'topic' },
  'github.grant': {},
  'github.grant_poll': { grant_id: PRIVATE },
  'github.forget_grant': {},
  'pull_request.create': { session_id: SESSION, title: PRIVATE, body: PRIVATE },
  'git.fetch': { session_id: SESSION },
  'git.pull': { session_id: SESSION },
  'git.push': { session_id: SESSION, to: 'topic' },
  'git.cancel': { session_id: SESSION },
  'git.revert': { session_id: SESSION, commit: 'a'.repeat(40) },
  'git.cherry_pick': { session_id: SESSION, commit: 'a'.repeat(40) },
  'git.abort': { session_id: SESSION },
  'git.continue': { session_id: SESSION },
  'git.stash': { session_id: SESSION, message: PRIVATE },
  'git.stash_apply': { session_id: SESSION, stash_id: 'a'.repeat(40) },
  'git.stash_drop': { session_id: SESSION, stash_id: 'a'.repeat(40) },
  'git.stash_restore': { session_id: SESSION, stash_id: 'a'.repeat(40) },
  'approval.answer': {
    session_id: SESSION,
    approval_id: 'toolu_1',
    decision: 'deny',
    message: PRIVATE,
    updated_input: { command: PRIVATE },
  },
  'claude_token.set': { token: `sk-ant-${PRIVATE}` },
  'claude_token.delete': {},
  'diagnostics.read': {},
  'settings.change': { changes: { 'limits.connections_per_user': PRIVATE } },
  'preferences.set': { theme: 'dark', permission_mode: 'plan' },
  'notifications.set': { muted: [`/projects/${PRIVATE}`] },
  'push.subscribe': {
    endpoint: `https://push.example.com/${PRIVATE}`,
    p256dh: 'B'.padEnd(87, 'x'),
    auth: 'x'.repeat(22),
  },
  'push.unsubscribe': {},
  'push.rotate': {},
  'notifications.add_address': { kind: 'webhook', target: 'https://hooks.example.com/x' },
  'notifications.remove_address': { address_id: 'x' },
  'notifications.mail_password': { password: null },
  'session_token.set': { session_id: SESSION, token: `sk-ant-${PRIVATE}` },
  'session_token.delete': { session_id: SESSION },
  'server.stop': {},
  'remote.on': { bind: '127.0.0.1', port: 0 },
  'remote.off': {},
  'server.panic': {},
  'file.read': { session_id: SESSION, path: 'a.ts' },
  'file.write': { session_id: SESSION, path: 'a.ts' },
  'file.delete': { session_id: SESSION, path: 'a.ts' },
  'file.restore': { trash_id: SESSION },
  'file.make_folder': { session_id: SESSION, path: 'src' },
  'file.move': { session_id: SESSION, from: 'a.ts', to: 'b.ts' },
  'file.copy': { session_id: SESSION, from: 'a.ts', to: 'b.ts' },
  'file.upload': { session_id: SESSION, path: 'src' },
  'file.upload_text': { session_id: SESSION, filename: 'a.ts', content: PRIVATE, encoding: 'utf-8' },
  'file.upload_part': { upload_id: SESSION },
  'file.archive': { session_id: SESSION, path: 'src' },
  'file.search': { session_id: SESSION, q: PRIVATE },
  'file.download': { ticket: PRIVATE },
  'terminal.start': { session_id: SESSION, kind: 'shell', cols: 80, rows: 24 },
  'terminal.signal': { terminal_id: 'terminal-1', signal: 'SIGINT' },
  'terminal.close': { terminal_id: 'terminal-1' },
  'terminal.ticket': { terminal_id: 'terminal-1' },
  'mcp.reconnect': { session_id: SESSION, server: 'tools' },
  'mcp.sign_in': { session_id: SESSION, server: 'tools' },
  'mcp.finish_sign_in': { session_id: SESSION, server: 'tools', callback_url: PRIVATE },
  'template.create': { name: 'Review', prompt: PRIVATE, setup: { system_prompt: PRIVATE } },
  'template.update': { template_id: SESSION, prompt: PRIVATE },
  'template.delete': { template_id: SESSION },
  'template.restore': { template_id: SESSION },
  'task.delete': { task_id: SESSION },
  'task.pause': { task_id: SESSION, paused: true },
  'task.run': { task_id: SESSION },
  'task.create': { name: 'Nightly', project_path: '/projects/api', prompts: [PRIVATE] },
  'task.update': { task_id: SESSION, name: 'Nightly' },
  'host.renew': {},
} satisfies { [N in OperationName]?: InputOf<N> }

const audited = Object.entries(operations).flatMap(([name, row]) =>
  'audit' in row ? [{ name: name as RequestOperationName, action: row.audit, owner: row.owner, scope: row.scope }] : [],
)

/** Runs one row as `caller` and returns what the log then holds more than before. */
async function attempt(gateway: TestGateway, name: RequestOperationName, caller?: Caller) {
  const file = path.join(gateway.folder, 'homeport.db')
  const before = entriesOf(file).length
  const call = localCall(gateway.gateway.owner)
  const identity = {
    actor: gateway.gateway.owner,
    scopes: ['manage'] as const,
    credential: { kind: 'sign_in', id: 's1' } as const,
  }
  const usual: Caller =
    operations[name].scope === 'local' ? call.caller : { kind: 'signed_in', identity, listener: 'loopback' }
  const outcome = await gateway.gateway.dispatch
    .run(name, samples[name], {
      ...call,
      caller: caller ?? usual,
      address: '10.1.2.3',
      user_agent: 'Firefox',
      request_id: 'req_7',
    })
    .then(
      () => 'ok',
      () => 'not ok',
    )
  const entries = entriesOf(file).slice(before)
  expect(JSON.stringify(entries)).not.toContain(PRIVATE)
  return { outcome, entries }
}

const where = { address: '10.1.2.3', user_agent: 'Firefox', request_id: 'req_7', count: 1 }

test('the samples are complete', () => {
  expect(Object.keys(samples).toSorted()).toEqual(audited.map(({ name }) => name).toSorted())
})

/** Rows of this machine alone are asked through its control socket. */
function credentialOf(scope: string) {
  return scope === 'local' ? { kind: 'local', id: null } : { kind: 'sign_in', id: 's1' }
}

describe.each(audited)('$name', ({ name, action, owner, scope }) => {
  test.runIf(owner === 'host')('done: one entry with who, where and what', async () => {
    const gateway = await startTestGateway()
    gateway.host.handlers[name as HostOperationName] = () => ({ id: SESSION, message_id: 'm1' }) as never
    const { outcome, entries } = await attempt(gateway, name)
    expect(outcome).toBe('ok')
    expect(entries).toMatchObject([
      { ...where, action, outcome: 'ok', code: null, username: 'tester', credential: credentialOf(scope) },
    ])
  })

  test('failed: one entry with the code', async () => {
    const gateway = await startTestGateway()
    gateway.host.handlers[name as HostOperationName] = () => {
      throw new HomeportError('SESSION_003', `no ${PRIVATE}`)
    }
    const { outcome, entries } = await attempt(gateway, name)
    const failing = owner === 'host' ? [{ ...where, action, outcome: 'failed', code: 'SESSION_003' }] : null
    expect(entries).toHaveLength(1)
    expect(entries).toMatchObject(failing ?? [{ action }])
    expect(entries[0]?.outcome === 'ok').toBe(outcome === 'ok')
  })

  test.runIf(owner === 'host')('failed by a bug: one entry', async () => {
    const gateway = await startTestGateway()
    gateway.host.handlers[name as HostOperationName] = () => {
      throw new TypeError(PRIVATE)
    }
    const { entries } = await attempt(gateway, name)
    expect(entries).toMatchObject([{ action, outcome: 'failed', code: 'INTERNAL_001' }])
  })

  test.runIf(scope !== 'public')('asked by a stranger: one refusal, with the session that was meant', async () => {
    const gateway = await startTestGateway()
    const { outcome, entries } = await attempt(gateway, name, { kind: 'anonymous', listener: 'loopback' })
    expect(outcome).toBe('not ok')
    const session_id = (samples[name] as { session_id?: string }).session_id ?? null
    const refusal = { ...where, action, outcome: 'refused', username: null, session_id }
    expect(entries).toMatchObject([{ ...refusal, code: scope === 'local' ? 'AUTH_006' : 'AUTH_002' }])
  })

  test.runIf(scope === 'drive' || scope === 'local')('asked with too little scope: one refusal, with who', async () => {
    const gateway = await startTestGateway()
    const credential = { kind: 'personal_token', id: 't1' } as const
    const identity = { actor: gateway.gateway.owner, scopes: ['read'] as const, credential }
    const { entries } = await attempt(gateway, name, { kind: 'signed_in', identity, listener: 'loopback' })
    expect(entries).toMatchObject([{ ...where, action, outcome: 'refused', code: 'AUTH_006', credential }])
  })
})

test('the switches of remote access tell what was opened, and what panic ended', async () => {
  const gateway = await startTestGateway()
  const file = path.join(gateway.folder, 'homeport.db')
  const call = localCall(gateway.gateway.owner)
  await gateway.gateway.dispatch.run('remote.on', { bind: '127.0.0.1', port: 0, names: ['home.example'] }, call)
  await gateway.gateway.dispatch.run('server.panic', {}, call)
  expect(entriesOf(file)).toMatchObject([
    { action: 'remote.on', details: { bind: '127.0.0.1', names: 'home.example', certificate: 'own_ca' } },
    { action: 'server.panic', details: { revoked_devices: 0, interrupted_sessions: 0, failed_sessions: 0 } },
  ])
})

test('an entry tells what was done, in details that hold no secret', async () => {
  const gateway = await startTestGateway()
  const { id } = gateway.host.addSession(gateway.gateway.owner.user_id)
  const { token } = await gateway.signIn()
  const file = path.join(gateway.folder, 'homeport.db')
  await gateway.ask('POST', `/api/session/${id}/messages`, { token, body: { content: 'hello' } })
  await gateway.ask('POST', `/api/session/${id}/approvals/toolu_1`, {
    token,
    body: { decision: 'allow', remember: true },
  })
  await gateway.ask('POST', `/api/session/${id}/control`, { token, body: { action: 'set_model', model: 'opus' } })
  expect(entriesOf(file)).toMatchObject([
    { action: 'auth.sign_in', outcome: 'ok', username: 'tester', address: '127.0.0.1', user_agent: 'node' },
    {
      action: 'message.send',
      session_id: id,
      object_id: expect.any(String),
      details: {
        prompt_sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
        prompt_length: 5,
        when: 'queue',
      },
    },
    {
      action: 'approval.answer',
      object_id: 'toolu_1',
      details: { tool_name: 'Bash', decision: 'allow', remember: true },
    },
    { action: 'session.control', details: { action: 'set_model', model: 'opus' } },
  ])
})
