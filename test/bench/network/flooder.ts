import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:https'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { RemoteListener } from './remoteListener.ts'

/** From so many addresses (1: always the same one). */
export interface Flood {
  readonly listener: Pick<RemoteListener, 'url' | 'ca'>
  readonly addresses: number
}

export interface Flooder {
  /** Answers by status since the last call. */
  count(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

/** Requests under way at the same time: more than a household's router would let through. */
const AT_ONCE = 64

/** The least of the priorities that a process may give itself. */
const LAST = 19

/** Somebody who tries bad credentials as fast as they are refused, in a process of their own. */
export async function startFlooder(task: Flood): Promise<Flooder> {
  const child = fork(fileURLToPath(import.meta.url), ['flood'])
  // Somebody on the internet does not use this machine's processors: what the flood itself costs comes last.
  setPriority(child.pid ?? 0, LAST)
  child.send(task)
  await once(child, 'message')
  return {
    count: async () => {
      child.send('count')
      const [counts] = (await once(child, 'message')) as [Record<string, number>]
      return counts
    },
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

/** A forged access token, a made-up personal one, a guessed refresh token: each has another way to be refused. */
const attempts = [
  {
    method: 'GET',
    path: '/api/user/profile',
    token: `${jwtPart({ alg: 'RS256', kid: 'x' })}.${jwtPart({ sub: 'x' })}.x`,
  },
  { method: 'GET', path: '/api/user/profile', token: 'hp_pat_guess' },
  { method: 'POST', path: '/auth/refresh', body: '{"refresh_token":"hp_rt_guess"}' },
] as const

async function flood({ listener, addresses }: Flood): Promise<void> {
  let counts: Record<string, number> = {}
  const worker = async (index: number): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: listener.ca })
    for (let turn = index; ; turn += 1) {
      // 127.0.0.0/8 is all this machine: a connection may come from any of it.
      const place = turn % addresses
      const localAddress = `127.${1 + (place >> 16)}.${(place >> 8) & 255}.${1 + (place & 127)}`
      const status = await attempt(turn, { listener, agent, localAddress })
      counts[status] = (counts[status] ?? 0) + 1
    }
  }
  process.on('message', () => {
    process.send?.(counts)
    counts = {}
  })
  process.send?.('begun')
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => worker(index)))
}

async function attempt(
  turn: number,
  from: { readonly listener: Flood['listener']; readonly agent: Agent; readonly localAddress: string },
): Promise<string> {
  const { method, path, ...rest } = attempts[turn % attempts.length] ?? attempts[0]
  const headers = {
    ...('token' in rest ? { authorization: `Bearer ${rest.token}` } : {}),
    ...('body' in rest ? { 'content-type': 'application/json' } : {}),
  }
  return new Promise((resolve) => {
    const asked = request(`${from.listener.url}${path}`, { ...from, method, headers }, (answer) => {
      answer.resume().once('end', () => resolve(String(answer.statusCode)))
    })
    asked.once('error', () => resolve('failed'))
    asked.end('body' in rest ? rest.body : undefined)
  })
}

function jwtPart(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

if (process.argv[2] === 'flood') {
  process.on('disconnect', () => process.exit())
  const [task] = (await once(process, 'message')) as [Flood]
  await flood(task)
}
