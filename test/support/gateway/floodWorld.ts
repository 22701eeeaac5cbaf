import { once } from 'node:events'
import { createServer } from 'node:http'
import path from 'node:path'
import { WebSocket, WebSocketServer } from 'ws'
import { SessionId, TerminalId, UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { decodeTerminalFrame } from '#shared/terminal/frames.ts'
import { createTerminalFollowers } from '#server/gateway/wire/streams/terminals/terminalFollowers.ts'
import { createSending } from '#server/gateway/wire/streams/sending.ts'
import { SocketViewer } from '#server/gateway/wire/streams/viewer.ts'
import type { HostLink } from '#server/link/link.ts'
import { listenForGateways } from '#server/link/socket/socketHost.ts'
import { connectSocketLink } from '#server/link/socket/socketLink.ts'
import { systemClock } from '#server/platform/clock.ts'
import { FakeHostPort } from '#test/fakes/fakeHostPort.ts'
import { fakeTerminals } from '#test/fakes/fakeTerminals.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { whenOver } from '#test/support/whenOver.ts'

const SECRET = 'a secret of the run file'
const session_id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
const terminal_id = TerminalId.parse('terminal-1')
const actor: Actor = { user_id: UserId.parse('me'), username: 'Mia', role: 'owner' }

/** What the terminal prints at each place: every four bytes are the place itself, so that none is like another. */
export function printed(from: number, length: number): Buffer {
  const first = Math.floor(from / 4) * 4
  const bytes = Buffer.alloc(Math.ceil((from + length - first) / 4) * 4)
  for (let at = 0; at < bytes.length; at += 4) {
    bytes.writeUInt32BE(first + at, at)
  }
  return bytes.subarray(from - first, from - first + length)
}

/** A terminal in flood, from a host over its real socket to viewers on real WebSockets. Ended when the running test is over. */
export async function startFlood() {
  const port = new FakeHostPort(session_id, actor.user_id)
  const counted = { head: 0, givenBack: 0 }
  port.terminals = {
    ...fakeTerminals,
    open: (request, opened) => fakeTerminals.open(request, (opening) => opened({ ...opening, offset: counted.head })),
  }
  const link = await linkTo(port)
  const terminals = createTerminalFollowers({ link, clock: systemClock })
  link.onEvent(({ giveBack, ...event }) => {
    const count = () => {
      counted.givenBack += 1
      giveBack?.()
    }
    terminals.deliver({ ...event, giveBack: giveBack === undefined ? undefined : count })
  })
  const address = await listenForViewers(terminals)
  return {
    counted,
    print: (length: number): void => {
      const payload = printed(counted.head, length)
      const place = { kind: 'terminal', session_id, terminal_id, user_id: actor.user_id } as const
      port.deliver({ ...place, type: 'terminal_output', seq: null, payload, offset: counted.head })
      counted.head += length
    },
    view: () => FloodViewer.open(address),
  }
}

async function linkTo(port: FakeHostPort): Promise<HostLink> {
  const at = path.join(temporaryFolder(), 's')
  const log = { warn: () => {}, error: () => {} }
  const host = await listenForGateways({ port, path: at, secret: SECRET, hostVersion: '1.2.3', bootId: 'boot', log })
  whenOver(() => host.close())
  const link = connectSocketLink({ path: at, secret: SECRET, log })
  whenOver(() => link.close())
  await new Promise<void>((resolve) => link.onState(({ kind }) => kind === 'ready' && resolve()))
  return link
}

/** Sockets as the gateway has them; each says what it has got as a text frame. */
async function listenForViewers({ join }: ReturnType<typeof createTerminalFollowers>): Promise<string> {
  const http = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  const sending = createSending()
  let count = 0
  http.on('upgrade', (request, transport, head) =>
    sockets.handleUpgrade(request, transport, head, (socket) => {
      const viewer = new SocketViewer({ actor, socket, transport: request.socket, sending, onSent: () => {} })
      const self = { id: `viewer ${(count += 1)}`, name: 'a browser' }
      const screen = join({ viewer, self, onOutput: () => {} })
      let handle = 0
      socket.on('message', (offset: Buffer) => screen.ack(handle, Number(offset.toString())))
      socket.on('close', () => screen.leave())
      void screen.attach({ terminal_id }, (attached) => {
        handle = attached.handle
        viewer.send(Buffer.from(JSON.stringify({ type: 'terminal_attached', data: attached })))
      })
    }),
  )
  // A local socket keeps little: what a viewer does not read stays in this process's memory.
  const at = path.join(temporaryFolder(), 's')
  http.listen(at)
  await once(http, 'listening')
  whenOver(() => {
    http.close()
    http.closeAllConnections()
  })
  return `ws+unix:${at}:/`
}

/** Looks at every byte that it gets. */
export class FloodViewer {
  /** Of the next byte. */
  offset = 0
  received = 0
  /** How often it was shown the screen anew. */
  attached = 0
  /** Frames that held another byte than was printed there, or came out of their order. */
  readonly wrong: string[] = []
  readonly #socket: WebSocket
  readonly #looks = new Set<() => void>()

  static async open(address: string): Promise<FloodViewer> {
    const viewer = new FloodViewer(new WebSocket(address))
    await viewer.until(() => viewer.attached > 0)
    return viewer
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket
    whenOver(() => socket.terminate())
    socket.on('message', (bytes: Buffer, isBinary) => {
      if (isBinary) {
        this.#take(bytes)
      } else {
        const { data } = JSON.parse(String(bytes)) as { data: { offset: number } }
        this.offset = data.offset
        this.attached += 1
      }
      this.#looks.forEach((look) => look())
    })
  }

  /** @throws Error once it got a wrong byte. */
  async until(isSo: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (this.wrong.length > 0) {
          reject(new Error(this.wrong[0]))
        } else if (isSo()) {
          this.#looks.delete(look)
          resolve()
        }
      }
      this.#looks.add(look)
      look()
    })
  }

  /** Reads nothing until `resume`. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Says no more, and reads on: the other half of its connection stays open. */
  closeHalf(): void {
    this.#socket.close()
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #take(bytes: Buffer): void {
    const frame = decodeTerminalFrame(bytes)
    if (frame?.kind !== 'output' || frame.offset !== this.offset) {
      this.wrong.push(`a frame at ${frame?.kind === 'output' ? frame.offset : 'nowhere'} instead of ${this.offset}`)
      return
    }
    if (!printed(frame.offset, frame.bytes.length).equals(frame.bytes)) {
      this.wrong.push(`other bytes at ${frame.offset}`)
    }
    this.offset += frame.bytes.length
    this.received += frame.bytes.length
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(String(this.offset))
    }
  }
}
