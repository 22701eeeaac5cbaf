import { setImmediate as soon } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { GatewayReport, SupervisorRequest } from '#server/gateway/supervision.ts'
import { keepGateway } from '#server/start/gatewayKeeper.ts'
import type { GatewayProcess, GatewayProgram } from '#server/start/gatewayProcess.ts'

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
  readonly exited: Promise<string>
  end: (how: string) => void = () => {}
  #listener: (message: unknown) => void = () => {}

  readonly program: GatewayProgram

  constructor(program: GatewayProgram) {
    this.program = program
    this.exited = new Promise((resolve) => (this.end = resolve))
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
  const keeper = keepGateway({
    paths: { dataDir: '/data', logDir: '/data/logs' },
    port: { value: 4170, strict: false },
    demo: false,
    env: {},
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
