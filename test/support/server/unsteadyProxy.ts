import { EventEmitter, once } from 'node:events'
import { type Socket, connect, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export interface UnsteadyOptions {
  /** Where it leads: `http://127.0.0.1:PORT`, or with ws. */
  readonly to: string
  /** From 0 to 1, each time another. */
  readonly chance: () => number
  /** So many of all pieces are lost on the way: they come when they were sent again, and what follows waits for them. */
  readonly loss?: number
  /** How long a lost piece takes: what TCP waits before it sends again, at least. */
  readonly lostMs?: number
}

/**
 * A network between two programs that loses and stalls: TCP on 127.0.0.1, what is lost comes late and in order. While it is
 * stalled nothing passes in either direction and nobody is told. Close it after the test.
 */
export class UnsteadyProxy {
  readonly #options: UnsteadyOptions
  readonly #server = createServer((socket) => this.#take(socket))
  readonly #sockets = new Set<Socket>()
  #stall: { readonly over: Promise<unknown>; readonly end: () => boolean } | null = null
  /** Pieces that were lost on their way. */
  lost = 0
  #port = 0

  private constructor(options: UnsteadyOptions) {
    this.#options = options
  }

  static async open(options: UnsteadyOptions): Promise<UnsteadyProxy> {
    const proxy = new UnsteadyProxy(options)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    const address = proxy.#server.address()
    proxy.#port = typeof address === 'object' && address !== null ? address.port : 0
    return proxy
  }

  /** The same address, by way of this network. */
  through(address: string): string {
    const url = new URL(address)
    url.port = String(this.#port)
    url.hostname = '127.0.0.1'
    return url.href.replace(/\/$/, '')
  }

  stall(): void {
    if (this.#stall === null) {
      const over = new EventEmitter()
      this.#stall = { over: once(over, 'over'), end: () => over.emit('over') }
    }
  }

  goOn(): void {
    this.#stall?.end()
    this.#stall = null
  }

  /** Cuts all that is open, as a router does that starts anew. */
  cut(): void {
    this.#sockets.forEach((socket) => socket.destroy())
  }

  async close(): Promise<void> {
    this.goOn()
    this.#server.close()
    this.cut()
  }

  #take(near: Socket): void {
    const { hostname, port } = new URL(this.#options.to)
    const far = connect(Number(port), hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      void this.#carry(from, to)
    }
  }

  async #carry(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const piece of from) {
        if (this.#options.chance() < (this.#options.loss ?? 0)) {
          this.lost += 1
          await delay(this.#options.lostMs ?? 250)
        }
        await this.#stall?.over
        if (!to.write(piece as Buffer)) {
          await Promise.race([once(to, 'drain'), once(to, 'close')])
        }
      }
      to.end()
    } catch {
      to.destroy()
    }
  }
}
