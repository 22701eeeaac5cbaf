import { setImmediate as soon } from 'node:timers/promises'
import { expect, test } from 'vitest'
import {
  type GatewayReport,
  type SupervisorRequest,
  finalReportCodes,
} from '#server/processes/supervision/supervisorMessages.ts'
import { superviseGateway } from '#server/processes/gateway/gatewaySupervisor.ts'
import type { GatewayEnd, GatewayProcess, GatewayProgram } from '#server/processes/gateway/gatewayProcess.ts'
import { supervisionTimes } from '#server/processes/supervision/supervisionTimes.ts'

const info = {
  local_url: 'http://127.0.0.1:4171',
  sign_in_url: 'http://127.0.0.1:4171/#secret=s',
  ws_url: 'ws://127.0.0.1:4171/ws',
  remote_url: null,
  data_dir: '/data',
  gateway_pid: 1,
  host_pid: 2,
}
const ready: GatewayReport = { kind: 'ready', info, host_problem: null }

/** A gateway that does what the test says. */
class Life implements GatewayProcess {
  readonly pid = undefined
  readonly sent: SupervisorRequest[] = []
  readonly exited: Promise<GatewayEnd>
  end: (how: string, code?: number) => void = () => {}
  #listener: (message: unknown) => void = () => {}

  readonly program: GatewayProgram

  constructor(program: GatewayProgram) {
    this.program = program
    this.exited = new Promise((resolve) => (this.end = (how, code) => resolve({ how, code: code ?? null })))
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#listener = listener
  }

  send(message: SupervisorRequest): void {
    this.sent.push(message)
  }

  says(report: GatewayReport): void {
    this.#listener(report)
  }
}

function setup() {
  const lives: Life[] = []
  const told: string[] = []
  const keeper = superviseGateway({
    paths: { dataDir: '/data', logDir: '/data/logs' },
    port: { value: 4170, strict: false },
    demo: false,
    env: {},
    times: supervisionTimes,
    launch: (program) => {
      const life = new Life(program)
      lives.push(life)
      return life
    },
    onReady: () => told.push('ready'),
    onCrash: (how) => told.push(how),
  })
  const next = async (count: number): Promise<Life> => {
    while (lives.length < count) {
      await soon()
    }
    return lives[count - 1] as Life
  }
  return { keeper, lives, told, next }
}

test('a gateway that crashed comes back on the port that it had', async () => {
  const { next, told, keeper } = setup()
  const first = await next(1)
  expect(first.program.flags).toEqual(['--port', '4170'])
  first.says(ready)
  first.end('SIGKILL')
  const second = await next(2)
  expect(second.program.flags).toEqual(['--port', '4171', '--strict-port'])
  expect(told).toEqual(['ready', 'SIGKILL'])
  keeper.stop({ keep_sessions: true })
  second.says({ kind: 'stopping' })
  second.end('exit code 0')
  expect(await keeper.ended).toBe('stopped')
  expect(second.sent).toEqual([{ kind: 'stop', keep_sessions: true }])
})

test('one that is replaced as asked is no crash', async () => {
  const { next, told, keeper } = setup()
  const first = await next(1)
  first.says(ready)
  keeper.restart()
  first.end('exit code 0')
  ;(await next(2)).says(ready)
  expect(first.sent.at(-1)).toEqual({ kind: 'restart' })
  expect(told).toEqual(['ready', 'ready'])
})

test('one that cannot start is not tried again; the reason is told', async () => {
  const { next, keeper, lives } = setup()
  const first = await next(1)
  first.says({ kind: 'failed', message: 'The port is taken.' })
  first.end('exit code 1')
  await expect(keeper.ended).rejects.toMatchObject({ code: 'SETTINGS_001', message: 'The port is taken.' })
  expect(lives).toHaveLength(1)
})

test('a stop between two lives starts no further one', async () => {
  const { next, keeper, lives } = setup()
  const first = await next(1)
  keeper.stop({ keep_sessions: false })
  first.end('SIGKILL')
  expect(await keeper.ended).toBe('stopped')
  expect(lives).toHaveLength(1)
})

test.for<[string, number, 'stopped' | 'already_running']>([
  ['another one serves', finalReportCodes.already_running, 'already_running'],
  ['it was stopped', finalReportCodes.stopping, 'stopped'],
])('a last word that was lost on its way is told by the exit code: %s', async ([, code, outcome]) => {
  const { next, keeper, lives } = setup()
  ;(await next(1)).end(`exit code ${code}`, code)
  expect(await keeper.ended).toBe(outcome)
  expect(lives).toHaveLength(1)
})

test('one that cannot start is not started again either, when its reason was lost; its log is named', async () => {
  const { next, keeper, lives } = setup()
  ;(await next(1)).end('exit code 4', finalReportCodes.failed)
  await expect(keeper.ended).rejects.toMatchObject({ message: expect.stringContaining('gateway.log') })
  expect(lives).toHaveLength(1)
})
