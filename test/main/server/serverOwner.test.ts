import { expect, test } from 'vitest'
import { type ErrorDetails, HomeportError } from '#shared/errors.ts'
import { ServerOwner } from '#main/server/serverOwner.ts'
import { type RunningServer, supervisionTimes } from '#server/index.ts'
import { until } from '#test/support/until.ts'

class Gone implements RunningServer {
  readonly pid = 1
  asked = 0
  readonly #details: ErrorDetails<'HOST_001'>

  constructor(details: ErrorDetails<'HOST_001'>) {
    this.#details = details
  }

  call(): Promise<never> {
    this.asked += 1
    return Promise.reject(new HomeportError('HOST_001', 'It cannot be asked.', { details: this.#details }))
  }
}

function setup(found: RunningServer) {
  let kept = 0
  const owner = new ServerOwner({
    times: supervisionTimes,
    find: () => found,
    supervise: () => {
      kept += 1
      return { ended: new Promise(() => {}), pid: 1, stop: () => {}, restart: () => {}, probe: () => {} }
    },
    onState: () => {},
  })
  return { owner, kept: () => kept }
}

test('a run file whose server is gone, its number now another program’s, does not hold up the start', async () => {
  const { owner, kept } = setup(new Gone({ nobody_listens: true }))
  await owner.start()
  expect(kept()).toBe(1)
})

test('one that lives and does not answer yet is waited for', async () => {
  const server = new Gone({})
  const { owner, kept } = setup(server)
  const started = owner.start()
  await until(() => server.asked > 2, { what: 'the third question' })
  expect(kept()).toBe(0)
  await owner.stop({ keep_sessions: true })
  await started
})

test('a gateway that was given up is not started again when the end of its socket is told after', async () => {
  let kept = 0
  const owner = new ServerOwner({
    times: supervisionTimes,
    find: () => null,
    supervise: () => {
      kept += 1
      const ended = Promise.reject(new HomeportError('INTERNAL_001', 'It crashed again and again.'))
      return { ended, pid: 1, stop: () => {}, restart: () => {}, probe: () => {} }
    },
    onState: () => {},
  })
  await owner.start()
  await until(() => owner.state.kind === 'failed', { what: 'the end of the patience' })
  await owner.lost('unexpectedly')
  expect(owner.state).toMatchObject({ kind: 'failed' })
  expect(kept).toBe(1)
})
