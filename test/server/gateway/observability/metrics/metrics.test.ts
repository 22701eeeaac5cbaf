import { request } from 'node:http'
import { expect, test } from 'vitest'
import { classifyDisk } from '#server/gateway/observability/probes.ts'
import { prometheusText } from '#server/gateway/observability/metrics/prometheus.ts'
import { SCARCE_BYTES, TOO_LITTLE_BYTES } from '#server/platform/files/diskSpace.ts'
import { type TestGateway, startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn } from '#test/support/gateway/socket.ts'

/** `name{labels}` → value, of everything that is told. */
async function metricsOf({ ask }: TestGateway): Promise<Map<string, number>> {
  const { status, headers, body } = await ask('GET', '/metrics')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const lines = String(body).trimEnd().split('\n')
  expect(
    lines.filter((line) => !/^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)+\})? [-+.\dInfe]+)$/.test(line)),
  ).toEqual([])
  return new Map(
    lines
      .filter((line) => !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

test('sessions, sockets, turns, tokens and cost are told as they are', async () => {
  const gateway = await startTestGateway()
  const { host, signIn, wsUrl } = gateway
  const { id } = host.addSession(gateway.gateway.owner.user_id)
  await openSignedIn(wsUrl, (await signIn()).token)
  host.append(id, {
    type: 'turn_completed',
    data: {
      turn_id: 't1',
      is_error: false,
      reason: 'completed',
      duration_ms: 5,
      usage: { input_tokens: 10, output_tokens: 7, cache_creation_input_tokens: 0, cache_read_input_tokens: 3 },
      cost_usd: 0.25,
      files_changed: [],
    },
  })
  const told = await metricsOf(gateway)
  expect(told.get('homeport_sessions{status="ACTIVE"}')).toBe(1)
  expect(told.get('homeport_sessions{status="FAILED"}')).toBe(0)
  expect(told.get('homeport_approvals_pending')).toBe(0)
  expect(told.get('homeport_websocket_connections')).toBe(1)
  expect(told.get('homeport_websocket_frames_sent_total')).toBeGreaterThan(0)
  expect(told.get('homeport_events_total{type="turn_completed"}')).toBe(1)
  expect(told.get('homeport_turns_total{outcome="ok"}')).toBe(1)
  expect(told.get('homeport_tokens_total{kind="output"}')).toBe(7)
  expect(told.get('homeport_cost_usd_total')).toBe(0.25)
  expect(told.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000)
  expect(told.get('process_cpu_seconds_total')).toBeGreaterThan(0)
  expect((await metricsOf(gateway)).has('nodejs_eventloop_lag_p99_seconds')).toBe(true)
})

test('requests are counted by the route, never by what a stranger writes', async () => {
  const gateway = await startTestGateway()
  const { ask, signIn, host } = gateway
  const { token } = await signIn()
  const { id } = host.addSession(gateway.gateway.owner.user_id)
  await ask('GET', `/api/session/${id}`, { token })
  await ask('GET', `/api/session/${crypto.randomUUID()}`, { token })
  for (let number = 0; number < 50; number += 1) {
    await ask('GET', `/api/nothing/${number}`, { token })
  }
  const told = await metricsOf(gateway)
  const count = (labels: string) => told.get(`homeport_http_request_duration_seconds_count{${labels}}`)
  expect(count('route="/api/session/:session_id",method="GET",status="200"')).toBe(1)
  expect(count('route="/api/session/:session_id",method="GET",status="404"')).toBe(1)
  expect(count('route="/auth/local",method="POST",status="200"')).toBe(1)
  expect(count('route="none",method="GET",status="404"')).toBe(50)
  expect(JSON.stringify([...told.keys()])).not.toMatch(/nothing|[0-9a-f]{8}-/)
})

test('buckets add up', async () => {
  const gateway = await startTestGateway()
  await gateway.ask('GET', '/live')
  const told = await metricsOf(gateway)
  const labels = 'route="/live",method="GET",status="200"'
  const buckets = [...told].filter(([name]) =>
    name.startsWith(`homeport_http_request_duration_seconds_bucket{${labels}`),
  )
  const values = buckets.map(([, value]) => value)
  expect(values).toEqual(values.toSorted((left, right) => left - right))
  expect(values.at(-1)).toBe(told.get(`homeport_http_request_duration_seconds_count{${labels}}`))
})

test('refused sign-ins are counted each, also those that share a line of the audit log', async () => {
  const gateway = await startTestGateway()
  for (let times = 0; times < 4; times += 1) {
    await gateway.ask('POST', '/auth/local', { body: { secret: 'wrong-secret-wrong-secret' } })
  }
  const told = await metricsOf(gateway)
  expect(told.get('homeport_refusals_total{code="AUTH_002",action="auth.sign_in"}')).toBe(4)
})

test('a host that is away leaves a gap, not a zero', async () => {
  const gateway = await startTestGateway()
  gateway.host.goAway()
  const told = await metricsOf(gateway)
  expect(told.get('homeport_session_host_up')).toBe(0)
  expect([...told.keys()].filter((name) => name.startsWith('homeport_sessions'))).toEqual([])
})

test('what was passed on by a proxy needs a token of the owner', async () => {
  const gateway = await startTestGateway()
  const { token } = await gateway.personalToken(['read'])
  const passedOn = { 'x-forwarded-for': '203.0.113.9' }
  const asked = async (headers: Record<string, string>) =>
    (await gateway.ask('GET', '/metrics', { headers: { ...passedOn, ...headers } })).status
  expect(await asked({})).toBe(401)
  expect(await asked({ authorization: 'Bearer hp_pat_nonsense' })).toBe(401)
  expect(await asked({ authorization: `Bearer ${token}` })).toBe(200)
  const { cookie } = await gateway.signIn()
  expect(await asked({ cookie })).toBe(401)
})

test('a page that makes its own name point here reads nothing', async () => {
  const { url } = await startTestGateway()
  const status = await new Promise((resolve, reject) => {
    request(`${url}/metrics`, { headers: { host: 'evil.example' } }, (answer) => resolve(answer.statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})

test('labels are written so that no value can break out of its line', () => {
  const family = { name: 'x', help: 'h', type: 'counter', samples: [{ labels: { a: '"\n\\' }, value: 1 }] } as const
  expect(prometheusText([family])).toBe('# HELP x h\n# TYPE x counter\nx{a="\\"\\n\\\\"} 1\n')
})

test('room on the disk is judged as the doctor does', () => {
  expect(classifyDisk(SCARCE_BYTES)).toBe('healthy')
  expect(classifyDisk(SCARCE_BYTES - 1)).toBe('degraded')
  expect(classifyDisk(TOO_LITTLE_BYTES - 1)).toBe('unhealthy')
})
