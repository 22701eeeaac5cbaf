import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { type Bench, repeat } from '../bench.ts'
import { Client } from '../support/client.ts'
import { type FakedProduct, startWithFakeClaude } from '../support/manySessions.ts'
import { pssKb, settled } from '../programs/memory.ts'
import type { Row } from '../report/row.ts'

/** A conversation is made that way; what the servers hold afterwards is compared with what they held when idle. */
interface Way {
  readonly name: string
  /** What one turn says. */
  readonly prompt: string
  /** Prompts that wait while one runs. */
  readonly waiting?: number
  /** Others who look on meanwhile; they act after every tenth turn. */
  readonly others?: (world: World) => Promise<{ readonly tenthTurn: () => Promise<void>; readonly end: () => void }>
}

interface World extends FakedProduct {
  readonly session: string
}

const PROMPT = 'x'.repeat(2_000)

const ways: readonly Way[] = [
  { name: 'short turns', prompt: '@tokens 50' },
  { name: 'long answers', prompt: '@tokens 2000' },
  { name: 'prompts of 2 KB, 90 of them waiting', prompt: `@tokens 20\n${PROMPT}`, waiting: 90 },
  { name: 'five viewers that subscribe anew', prompt: '@tokens 50', others: resubscribing },
  { name: 'all events asked for over HTTP', prompt: '@tokens 50', others: polling },
  { name: 'a viewer that does not read', prompt: '@tokens 300', others: notReading },
]

/** How many messages a conversation has, and by what factor the memory of gateway and host may have grown after it. */
const MESSAGES = 2_000
const GOAL = 1.5

/** Memory of gateway and host after a long conversation, as a multiple of what they hold when idle. */
export const benchLongConversation: Bench = async ({ quick, apiUrl, say }) =>
  repeat(ways.length, async (index) => {
    const way = ways[index] ?? ways[0]
    if (way === undefined) {
      throw new Error('There is no way to make a conversation.')
    }
    say(`long conversation: ${way.name}`)
    return measure(way, { apiUrl, turns: quick ? 200 : MESSAGES / 2 })
  })

async function measure(way: Way, { apiUrl, turns }: { apiUrl: string; turns: number }): Promise<Row> {
  const product = await startWithFakeClaude(apiUrl)
  try {
    const session = await product.client.createSession(product.project)
    await product.client.runTurn(session, way.prompt)
    await settled()
    const idle = memoryOf(product)
    await converse({ ...product, session }, way, turns)
    await settled()
    const after = memoryOf(product)
    const value = total(after) / total(idle)
    return {
      what: `memory after ${turns * 2} messages: ${way.name}`,
      goal: GOAL,
      unit: '×',
      value,
      samples: [value],
      note: `gateway ${mb(idle.gateway)} → ${mb(after.gateway)}, host ${mb(idle.host)} → ${mb(after.host)} MB; data ${mb(bytesBelow(product.dataDir) / 1024)} MB`,
    }
  } finally {
    await product.close()
  }
}

async function converse(world: World, way: Way, turns: number): Promise<void> {
  const { client, session } = world
  const others = await way.others?.(world)
  const send = async (): Promise<void> => {
    try {
      await client.ask('chat_message', { session_id: session, content: way.prompt })
    } catch (error) {
      // Turns of the fake take no time: a connection may not say that much. Whoever is refused waits, as it is told.
      if (!String(error).includes('RATE_001')) {
        throw error
      }
      await setTimeout(500)
      await send()
    }
  }
  const turnsEnded = countTurnEnds(client)
  const first = Math.min(way.waiting ?? 1, turns)
  await repeat(first, send)
  for (let done = 1; done <= turns; done += 1) {
    await turnsEnded.atLeast(done)
    if (done + first <= turns) {
      await send()
    }
    if (done % 10 === 0) {
      await others?.tenthTurn()
    }
  }
  turnsEnded.end()
  others?.end()
}

function countTurnEnds(client: Client) {
  const counted = { ended: 0, wake: () => {} }
  const end = client.listen(({ frame }) => {
    if (frame.type === 'turn_completed') {
      counted.ended += 1
      counted.wake()
    }
  })
  const atLeast = async (wanted: number): Promise<void> => {
    const isEnough = (): boolean => counted.ended >= wanted
    while (!isEnough()) {
      await new Promise<void>((resolve) => (counted.wake = resolve))
    }
  }
  return { atLeast, end }
}

async function resubscribing({ account, session }: World) {
  const viewers = await repeat(5, () => Client.open(account))
  return {
    tenthTurn: async () => {
      await Promise.all(viewers.map((viewer) => viewer.ask('subscribe', { session_id: session })))
    },
    end: () => viewers.forEach((viewer) => viewer.close()),
  }
}

async function polling({ account: { info, cookie }, session }: World) {
  return {
    tenthTurn: async () => {
      const url = `${info.local_url}/api/session/${session}/events?after_seq=0&limit=5000`
      await (await fetch(url, { headers: { cookie } })).arrayBuffer()
    },
    end: () => {},
  }
}

/** Its socket is open and followed, but nothing is taken off it. */
async function notReading({ account: { info, cookie }, session }: World) {
  const socket = new WebSocket(info.ws_url, { headers: { cookie }, origin: info.local_url, perMessageDeflate: false })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.send(JSON.stringify({ type: 'subscribe', id: 's', session_id: session }))
  socket.pause()
  return { tenthTurn: async () => {}, end: () => socket.terminate() }
}

interface Memory {
  readonly gateway: number
  readonly host: number
}

function memoryOf({ product: { info } }: FakedProduct): Memory {
  return { gateway: pssKb(info.gateway_pid), host: pssKb(info.host_pid) }
}

function total({ gateway, host }: Memory): number {
  return gateway + host
}

function mb(kilobytes: number): string {
  return (kilobytes / 1024).toFixed(0)
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0)
}
