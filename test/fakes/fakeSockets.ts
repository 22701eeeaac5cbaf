import type { OpenSocket, SocketListener } from '#shared/client/port.ts'

/** The sockets that a page opens, newest last. Nothing happens by itself: the test opens, speaks and closes. */
export class FakeSockets {
  readonly all: FakeSocket[] = []

  readonly open: OpenSocket = (listener) => {
    const socket = new FakeSocket(listener)
    this.all.push(socket)
    return socket
  }

  get last(): FakeSocket {
    const socket = this.all.at(-1)
    if (socket === undefined) {
      throw new Error('no socket was opened')
    }
    return socket
  }
}

export class FakeSocket {
  readonly sent: Record<string, unknown>[] = []
  isClosed = false
  /** It closes, and the page was not told yet. */
  isClosing = false
  readonly server: SocketListener

  constructor(listener: SocketListener) {
    this.server = listener
  }

  send(text: string): boolean {
    if (this.isClosing) {
      return false
    }
    this.sent.push(JSON.parse(text) as Record<string, unknown>)
    return true
  }

  close(): void {
    this.isClosed = true
  }

  /** The server says something. */
  says(frame: Readonly<Record<string, unknown>>): void {
    this.server.onText(JSON.stringify(frame))
  }
}
