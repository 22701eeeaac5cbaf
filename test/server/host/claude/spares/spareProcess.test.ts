import { expect, test } from 'vitest'
import { INITIALIZE } from '#server/host/claude/process/handshake.ts'
import { SpareProcess } from '#server/host/claude/spares/spareProcess.ts'
import type { ProgramListener, Runner } from '#server/host/runners/runner.ts'

const nothing = () => {}

/** A program that says what the test says, and a record of what it was told. */
function world() {
  const told: unknown[] = []
  const programs: ProgramListener[] = []
  const runner: Partial<Runner> = {
    start: (_program, listener) => {
      programs.push(listener)
      return {
        handle: { pid: 1, started: null },
        write: (text) => void told.push(JSON.parse(text)),
        endInput: nothing,
        pause: nothing,
        resume: nothing,
      }
    },
  }
  const plan = { args: [], env: {}, secret: null, hidden: [], settings: {} }
  const spare = new SpareProcess({ binary: '/claude', version: '1', cwd: '/p', plan } as never, runner as Runner)
  const say = (text: string) => programs.forEach(({ onStdout }) => onStdout(Buffer.from(text)))
  const heard: string[] = []
  const listener: ProgramListener = {
    onStdout: (chunk) => heard.push(chunk.toString()),
    onStderr: nothing,
    onGone: () => heard.push('gone'),
  }
  return { spare, told, say, heard, listener }
}

const line = (value: object) => `${JSON.stringify(value)}\n`
const lines = (heard: readonly string[]): unknown[] =>
  heard
    .join('')
    .trim()
    .split('\n')
    .map((one): unknown => JSON.parse(one))
const answer = (request_id: string) =>
  line({ type: 'control_response', response: { subtype: 'success', request_id, response: { commands: [] } } })
const first = { type: 'control_request', request_id: 'mine', request: INITIALIZE }
const change = {
  type: 'control_request',
  request_id: 'change',
  request: { subtype: 'hook_callback', callback_id: 'folder_guard', input: { hook_event_name: 'ConfigChange' } },
}

test('what waits is guarded from its first line on: changed settings are refused, and make it useless', () => {
  const { spare, told, say } = world()
  expect(told).toEqual([{ type: 'control_request', request_id: 'waiting', request: INITIALIZE }])
  say(answer('waiting'))
  expect(spare.isUseless).toBe(false)
  say(line(change))
  expect(told.at(-1)).toMatchObject({
    type: 'control_response',
    response: { request_id: 'change', response: { decision: 'block' } },
  })
  expect(spare.isUseless).toBe(true)
})

test.each(['before', 'after'])(
  'who takes it has its first request answered, where the answer came %s that',
  async (when) => {
    const { spare, told, say, heard, listener } = world()
    say('{"type":"system"}\n')
    const comes = () => {
      const [one, two] = [answer('waiting').slice(0, 20), answer('waiting').slice(20)]
      say(one)
      say(`${two}{"type":"ha`)
    }
    void (when === 'before' && comes())
    const running = spare.handOver(listener)
    running.write(first)
    await Promise.resolve()
    void (when === 'after' && comes())
    say('lf"}\n')
    running.write({ type: 'user' })
    expect(lines(heard)).toEqual([{ type: 'system' }, JSON.parse(answer('mine')), { type: 'half' }])
    expect(told.slice(1)).toEqual([{ type: 'user' }])
  },
)

test('what it asks once it was taken is asked of who took it', async () => {
  const { spare, told, say, heard, listener } = world()
  spare.handOver(listener).write(first)
  await Promise.resolve()
  say(line(change))
  say(answer('waiting'))
  expect(lines(heard)).toEqual([change, JSON.parse(answer('mine'))])
  expect(told).toHaveLength(1)
})
