import { onTestFinished } from 'vitest'
import { ApprovalId, type SessionId } from '#shared/ids.ts'
import type { Approval, Session } from '#shared/session/session.ts'
import type { Timers } from '#server/gateway/push/deciding/timers.ts'
import { FakePushService } from '#test/fakes/pushService.ts'
import { FakeTime } from '#test/fakes/fakeTime.ts'
import { type TestGatewayOptions, startTestGateway } from './gateway.ts'

/** A gateway whose owner's browser has subscribed at a push service of the test's own. */
export async function startPushWorld(given: Pick<TestGatewayOptions, 'env' | 'vault'> = {}) {
  const service = new FakePushService()
  await service.start()
  onTestFinished(() => service.close())
  const time = new FakeTime()
  const timers: Timers = {
    after: (ms, run) => time.after(ms, run),
    delay: (ms) => new Promise((resolve) => void time.after(ms, resolve)),
  }
  const gateway = await startTestGateway({ ...given, clock: time, push: { standIn: service.origin, timers } })
  const { host } = gateway
  const owner = gateway.gateway.owner.user_id
  const { token } = await gateway.signIn()
  const ask = (method: string, path: string, body?: unknown) =>
    gateway.ask(method, `/api/${path}`, body === undefined ? { token } : { token, body })
  const serverKey = async () => ((await ask('GET', 'push/key')).body as { public_key: string }).public_key
  const session = host.addSession(owner)
  return {
    gateway,
    host,
    service,
    time,
    owner,
    session,
    token,
    ask,
    serverKey,
    /** Another browser of the owner. */
    subscribe: async (options: { readonly can_answer?: boolean; readonly as?: string } = {}) => {
      const browser = service.subscribe(await serverKey())
      const body = { ...browser.subscription, can_answer: options.can_answer ?? false }
      const answer = await gateway.ask('PUT', '/api/push/subscription', { token: options.as ?? token, body })
      return { browser, answer }
    },
    requests: (id: SessionId, approval: Partial<Approval> = {}) => {
      const asked = approvalOf(approval)
      host.append(id, { type: 'approval_requested', data: asked })
      return asked
    },
    resolves: (id: SessionId, { approval_id }: Approval) => {
      host.append(id, { type: 'approval_resolved', data: { approval_id, decision: 'allow', answered_by: 'tester' } })
    },
    /** A turn that took so long. */
    turns: ({ id }: Session, { tookMs, failed = false }: { readonly tookMs: number; readonly failed?: boolean }) => {
      host.patch(id, { status: 'WORKING', turn_started_at: time.timestamp(), outcome: 'none', unread: false })
      time.pass(tookMs)
      const { turn_count } = host.sessionOf(id)
      const outcome = failed
        ? ({ outcome: 'failed', outcome_reason: 'The limit is reached.' } as const)
        : ({ outcome: 'finished' } as const)
      host.patch(id, { status: 'ACTIVE', turn_started_at: null, turn_count: turn_count + 1, unread: true, ...outcome })
    },
  }
}

let count = 0

function approvalOf(fields: Partial<Approval>): Approval {
  count += 1
  return {
    approval_id: ApprovalId.parse(`approval-${count}`),
    kind: 'tool',
    tool_use_id: `tool-${count}`,
    tool_name: 'Bash',
    input: { command: 'npm test' },
    suggestions: [],
    dangers: [],
    ...fields,
  }
}
