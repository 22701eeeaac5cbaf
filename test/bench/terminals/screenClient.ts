import { performance } from 'node:perf_hooks'
import { WebSocket } from 'ws'
import * as z from 'zod'
import { decodeTerminalFrame, encodeTerminalFrame } from '#shared/terminal/frames.ts'
import type { Account } from '../support/client.ts'

/** A screen at either server: what it printed is counted, what is typed goes to it. */
export interface ScreenClient {
  /** Bytes of output up to now. */
  received(): number
  /** Hears of output: so many bytes, at `performance.now()`. */
  onOutput: (bytes: Uint8Array, at: number) => void
  type(text: string): void
  close(): void
}

const Opened = z.object({ terminal_id: z.string(), handle: z.number(), ticket: z.string() })
const ACK_BYTES = 128 * 1024

export interface HomeportScreen extends ScreenClient {
  readonly terminalId: string
  readonly ticket: string
  /** Milliseconds from asking for the screen on a new socket until it is here, parsed, and its length in characters. */
  attachAnew(): Promise<{ readonly ms: number; readonly units: number }>
}

/** Starts a program on a terminal of Homeport, and acknowledges what it prints. */
export async function openAtHomeport(account: Account, sessionId: string, program: string): Promise<HomeportScreen> {
  const socket = await openSocket(account)
  const opened = ask(socket, {
    type: 'terminal_open',
    id: 'open',
    session_id: sessionId,
    data: { kind: 'shell', shell: program },
  })
  let received = 0
  let acked = 0
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const frame = isBinary ? decodeTerminalFrame(data) : null
    if (frame?.kind !== 'output') {
      return
    }
    received = frame.offset + frame.bytes.length
    if (received - acked >= ACK_BYTES) {
      acked = received
      socket.send(JSON.stringify({ type: 'terminal_ack', data: { handle: frame.handle, offset: received } }))
    }
    client.onOutput(frame.bytes, performance.now())
  })
  const client: Pick<ScreenClient, 'onOutput'> = { onOutput: () => {} }
  const { terminal_id, handle, ticket } = Opened.parse(await opened)
  return Object.assign(client, {
    terminalId: terminal_id,
    ticket,
    received: () => received,
    type: (text: string) => socket.send(encodeTerminalFrame({ kind: 'input', handle, bytes: Buffer.from(text) })),
    close: () => socket.close(),
    attachAnew: async () => {
      const other = await openSocket(account)
      const began = performance.now()
      const attached = await ask(other, { type: 'terminal_attach', id: 'attach', data: { terminal_id, ticket } })
      const ms = performance.now() - began
      other.close()
      return { ms, units: String((attached as { snapshot?: string }).snapshot).length }
    },
  })
}

/** A screen of ttyd: the first byte of its frames is a kind, `0` is output. */
export async function openAtTtyd(port: number): Promise<ScreenClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['tty'], { perMessageDeflate: false })
  await isOpen(socket)
  let received = 0
  const client: Pick<ScreenClient, 'onOutput'> = { onOutput: () => {} }
  socket.on('message', (data: Buffer) => {
    if (data[0] === 0x30) {
      received += data.length - 1
      client.onOutput(data.subarray(1), performance.now())
    }
  })
  socket.send(Buffer.from(JSON.stringify({ AuthToken: '', columns: 80, rows: 24 })))
  return Object.assign(client, {
    received: () => received,
    type: (text: string) => socket.send(Buffer.from(`0${text}`)),
    close: () => socket.close(),
  })
}

/** Resolves once so many bytes were printed, or nothing has come for a second. */
export function printed(client: ScreenClient, bytes: number): Promise<{ readonly at: number; readonly bytes: number }> {
  return new Promise((resolve) => {
    let last = performance.now()
    const settle = () => {
      clearInterval(idle)
      resolve({ at: last, bytes: client.received() })
    }
    const idle = setInterval(() => performance.now() - last > 2000 && settle(), 200)
    client.onOutput = (_bytes, at) => {
      last = at
      if (client.received() >= bytes) {
        settle()
      }
    }
  })
}

async function openSocket({ info, cookie }: Account): Promise<WebSocket> {
  const socket = new WebSocket(info.ws_url, { headers: { cookie }, origin: info.local_url, perMessageDeflate: false })
  await isOpen(socket)
  return socket
}

function isOpen(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
}

const Reply = z.object({ type: z.string(), reply_to: z.string().optional(), data: z.unknown() })

function ask(
  socket: WebSocket,
  frame: { readonly id: string; readonly type: string; readonly [field: string]: unknown },
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const listen = (data: Buffer, isBinary: boolean) => {
      const reply = isBinary ? null : Reply.parse(JSON.parse(data.toString('utf8')))
      if (reply?.reply_to !== frame.id) {
        return
      }
      socket.off('message', listen)
      if (reply.type === 'error') {
        reject(new Error(JSON.stringify(reply.data)))
      } else {
        resolve(reply.data)
      }
    }
    socket.on('message', listen)
    socket.send(JSON.stringify(frame))
  })
}
