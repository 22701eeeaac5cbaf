import { fork } from 'node:child_process'
import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Account } from '../support/client.ts'
import { writeProgram } from './programs.ts'
import { type ScreenClient, openAtHomeport, openAtTtyd } from './screenClient.ts'

/** Milliseconds. */
export type EchoSamples = readonly number[]

type Server =
  | { readonly kind: 'ttyd'; readonly port: number }
  | { readonly kind: 'homeport'; readonly account: Account; readonly sessionId: string; readonly program: string }

/** Types one key after the other and waits for what the terminal echoes. */
export async function measureEcho(server: Server, keys: number): Promise<EchoSamples> {
  const screen =
    server.kind === 'ttyd'
      ? await openAtTtyd(server.port)
      : await openAtHomeport(server.account, server.sessionId, server.program)
  await sleep(500)
  const samples: number[] = []
  for (let key = 0; key < keys; key += 1) {
    samples.push(await echo(screen))
    // As fast as somebody types who holds a key.
    await sleep(20)
  }
  screen.close()
  return samples
}

function echo(screen: ScreenClient): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now()
    screen.onOutput = (_bytes, at) => resolve(at - began)
    screen.type('x')
  })
}

/** Presses Ctrl-C while a program prints as fast as it can: milliseconds until it has answered, what is on its way included. */
export async function measureInterrupt(
  account: Account,
  place: { sessionId: string; project: string },
): Promise<number> {
  const program = writeProgram(
    place.project,
    'interrupted.sh',
    'trap "echo STOPPED; exit" INT; yes a line as programs print them',
  )
  const screen = await openAtHomeport(account, place.sessionId, program)
  await sleep(1000)
  const began = performance.now()
  const stopped = new Promise<number>((resolve) => {
    screen.onOutput = (bytes, at) => {
      if (Buffer.from(bytes).includes('STOPPED')) {
        resolve(at - began)
      }
    }
  })
  screen.type('\u0003')
  const ms = await stopped
  screen.close()
  return ms
}

export interface Flood {
  /** Stops it; resolves when it has. */
  readonly close: () => Promise<void>
}

interface FloodTask {
  readonly account: Account
  readonly sessionId: string
  readonly program: string
}

/** A terminal that prints without end to somebody who acknowledges, in a process of their own. */
export async function startFlood(place: {
  readonly account: Account
  readonly sessionId: string
  readonly project: string
}): Promise<Flood> {
  const program = writeProgram(
    place.project,
    'endless.sh',
    'exec yes a line as programs print them, with some words in it',
  )
  const child = fork(fileURLToPath(import.meta.url), ['flood'])
  const { account, sessionId } = place
  child.send({ account, sessionId, program } satisfies FloodTask)
  await once(child, 'message')
  return {
    close: async () => {
      const gone = once(child, 'exit')
      child.send('stop')
      await gone
    },
  }
}

async function flood({ account, sessionId, program }: FloodTask): Promise<void> {
  const screen = await openAtHomeport(account, sessionId, program)
  process.once('message', () => {
    screen.type('\u0003')
    screen.close()
    process.disconnect()
  })
  await sleep(500)
  process.send?.('begun')
}

if (process.argv[2] === 'flood' && process.argv[1] === fileURLToPath(import.meta.url)) {
  const [task] = (await once(process, 'message')) as [FloodTask]
  await flood(task)
}
