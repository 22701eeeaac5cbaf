import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { connect as connectTls } from 'node:tls'
import { WebSocket } from 'ws'

export type CrowdTask =
  | {
      readonly do: 'connect'
      readonly url: string
      readonly ca: string
      readonly tokens: readonly string[]
      readonly count: number
    }
  | { readonly do: 'follow'; readonly session_id: string }
  | { readonly do: 'await_mark'; readonly mark: string }
  | { readonly do: 'shake_hands'; readonly url: string; readonly ca: string; readonly ms: number }

/** Handshakes under way at the same time. */
const AT_ONCE = 8

const sockets: WebSocket[] = []
let onFrame: (bytes: Buffer, at: number) => void = () => {}

async function perform(task: CrowdTask): Promise<unknown> {
  switch (task.do) {
    case 'connect': {
      const began = performance.now()
      await Promise.all(Array.from({ length: task.count }, (_, index) => open(task, index)))
      return performance.now() - began
    }
    case 'follow':
      await framesOfAll(`"subscribed"`, () => {
        const frame = JSON.stringify({ type: 'subscribe', id: 1, session_id: task.session_id })
        sockets.forEach((socket) => socket.send(frame))
      })
      return null
    case 'await_mark':
      void framesOfAll(task.mark, () => {}).then((arrivals) => process.send?.(arrivals))
      return null
    case 'shake_hands':
      return shakeHands(task)
  }
}

/** Signed in when the server says so, not when the socket is open. */
async function open({ url, ca, tokens }: Extract<CrowdTask, { do: 'connect' }>, index: number) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, {
    ca,
    headers: { authorization: `Bearer ${tokens[index % tokens.length] ?? ''}` },
    ...addressOf(index),
    perMessageDeflate: false,
  })
  sockets.push(socket)
  await once(socket, 'message')
  socket.on('message', (bytes: Buffer) => onFrame(bytes, performance.timeOrigin + performance.now()))
}

/**
 * One address block may have no more than 128 connections under way that have not proven anything yet; Linux has many
 * addresses for one machine. Elsewhere the oldest of a larger crowd are ended.
 */
function addressOf(index: number): { readonly localAddress?: string } {
  return process.platform === 'linux' ? { localAddress: `127.0.0.${2 + (index % 16)}` } : {}
}

/** When each socket got a frame that holds the mark. Only looks for bytes: parsing would cost more than the network. */
async function framesOfAll(mark: string, begin: () => void): Promise<number[]> {
  const arrivals: number[] = []
  return new Promise((resolve) => {
    onFrame = (bytes, at) => {
      if (bytes.includes(mark) && arrivals.push(at) === sockets.length) {
        resolve(arrivals)
      }
    }
    begin()
  })
}

async function shakeHands({ url, ca, ms }: { readonly url: string; readonly ca: string; readonly ms: number }) {
  const { hostname, port } = new URL(url)
  const deadline = performance.now() + ms
  let count = 0
  const worker = async (): Promise<void> => {
    while (performance.now() < deadline) {
      const socket = connectTls({ host: hostname, port: Number(port), ca })
      await once(socket, 'secureConnect')
      socket.destroy()
      count += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return count
}

process.on('message', (task: CrowdTask) => {
  void perform(task).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
