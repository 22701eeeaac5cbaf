import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { Session } from '#shared/session/session.ts'
import { Pushing } from '#server/host/autoCommit/pushing/pushing.ts'

const session = { id: 's' } as unknown as Session
const failure = (reason: string) => new HomeportError('SESSION_003', `It is ${reason}.`, { details: { reason } })

/** A remote that answers as told, and time that passes when told. */
class World {
  readonly answers: (HomeportError | null)[] = []
  readonly waits: number[] = []
  readonly stopped: string[] = []
  pushes = 0
  #due: (() => void) | null = null
  readonly pushing = new Pushing({
    timers: {
      after: (milliseconds, run) => {
        this.waits.push(milliseconds)
        this.#due = run
        return () => (this.#due = null)
      },
    },
    push: async () => {
      this.pushes += 1
      const answer = this.answers.shift() ?? null
      if (answer !== null) {
        throw answer
      }
    },
    onStopped: (_session, message) => this.stopped.push(message),
  })

  commit = () => this.pushing.committed('/p', session, { branch: 'main', byHand: false })
  settle = () => this.pushing.stop().catch(() => {})
  async pass(): Promise<void> {
    const due = this.#due
    this.#due = null
    due?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('while the remote cannot be reached it is tried again, each time after twice as long, and then it is through', async () => {
  const world = new World()
  world.answers.push(failure('unreachable'), failure('unreachable'), failure('busy'), null)
  world.commit()
  await turn()
  expect(world.pushing.stateOf('/p')).toEqual({ state: 'waiting', message: 'It is unreachable.' })
  await world.pass()
  await world.pass()
  await world.pass()
  expect(world.waits).toEqual([30_000, 60_000, 120_000])
  expect([world.pushes, world.pushing.stateOf('/p').state, world.stopped]).toEqual([4, 'idle', []])
})

test('a commit while it waits pushes at once', async () => {
  const world = new World()
  world.answers.push(failure('unreachable'), null)
  world.commit()
  await turn()
  expect(world.pushes).toBe(1)
  world.commit()
  await turn()
  expect([world.pushes, world.pushing.stateOf('/p').state]).toEqual([2, 'idle'])
})

test('what is committed while it is pushed is pushed after it, one push at a time', async () => {
  const world = new World()
  world.commit()
  world.commit()
  world.commit()
  expect(world.pushes).toBe(1)
  await turn()
  await turn()
  expect([world.pushes, world.pushing.stateOf('/p').state]).toEqual([2, 'idle'])
})

test.each(['behind', 'protected', 'signed_out', 'refused', 'runs', 'diverged'])(
  'where it is %s it stops, says so once, and goes on only when a person has looked',
  async (reason) => {
    const world = new World()
    world.answers.push(failure(reason), null)
    world.commit()
    await turn()
    world.commit()
    await turn()
    expect([world.pushes, world.stopped, world.pushing.stateOf('/p').state]).toEqual([
      1,
      [`It is ${reason}.`],
      'stopped',
    ])
    world.pushing.reset('/p')
    world.commit()
    await turn()
    expect([world.pushes, world.pushing.stateOf('/p').state]).toEqual([2, 'idle'])
  },
)

test('nothing is pushed after the end', async () => {
  const world = new World()
  await world.pushing.stop()
  world.commit()
  expect(world.pushes).toBe(0)
})
