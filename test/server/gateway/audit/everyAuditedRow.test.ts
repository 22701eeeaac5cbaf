import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { HostOperationName } from '#shared/operations/table.ts'
import { operations } from '#shared/operations/table.ts'
import type { Caller } from '#server/gateway/kernel/identity.ts'
import type { RequestOperationName } from '#server/gateway/kernel/call.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { type TestGateway, localCall, startTestGateway } from '#test/support/gateway/gateway.ts'
import { madeForGroup } from '#test/support/whenOver.ts'
import { PRIVATE, SESSION, samples } from './auditedSamples.ts'

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
  let gateway: TestGateway
  beforeAll(() =>
    madeForGroup(async () => {
      gateway = await startTestGateway()
    }),
  )

  test.runIf(owner === 'host')('done: one entry with who, where and what', async () => {
    gateway.host.handlers[name as HostOperationName] = () => ({ id: SESSION, message_id: 'm1' }) as never
    const { outcome, entries } = await attempt(gateway, name)
    expect(outcome).toBe('ok')
    expect(entries).toMatchObject([
      { ...where, action, outcome: 'ok', code: null, username: 'tester', credential: credentialOf(scope) },
    ])
  })

  test('failed: one entry with the code', async () => {
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
    gateway.host.handlers[name as HostOperationName] = () => {
      throw new TypeError(PRIVATE)
    }
    const { entries } = await attempt(gateway, name)
    expect(entries).toMatchObject([{ action, outcome: 'failed', code: 'INTERNAL_001' }])
  })

  test.runIf(scope !== 'public')('asked by a stranger: one refusal, with the session that was meant', async () => {
    const { outcome, entries } = await attempt(gateway, name, { kind: 'anonymous', listener: 'loopback' })
    expect(outcome).toBe('not ok')
    const session_id = (samples[name] as { session_id?: string }).session_id ?? null
    const refusal = { ...where, action, outcome: 'refused', username: null, session_id }
    expect(entries).toMatchObject([{ ...refusal, code: scope === 'local' ? 'AUTH_006' : 'AUTH_002' }])
  })

  test.runIf(scope === 'drive' || scope === 'local')('asked with too little scope: one refusal, with who', async () => {
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
