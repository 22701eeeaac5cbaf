import { once } from 'node:events'
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net'

/**
 * A way to a server that breaks as mobile networks do: a TCP proxy on this machine. What breaks is told to neither end unless
 * the words say so.
 */
export class BrokenNetwork {
  readonly #to: () => { readonly host: string; readonly port: number }
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  /** New connections are taken, and nothing of them arrives: a captive portal, or a mast without a way on. */
  isStalled = false
  /** Each piece arrives so much later, in ms and for each way. */
  delayMs = 0

  /** `to`: asked at each connection, so that a server may come back at another port. */
  constructor(to: () => { readonly host: string; readonly port: number }) {
    this.#to = to
    this.#server = createServer((near) => this.#join(near))
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  /** How many connections there are that still work. */
  get open(): number {
    return [...this.#pairs].filter(({ isDead }) => !isDead).length
  }

  /** What is open now is dead from now on, and nobody is told: a phone whose address changed while it slept. */
  loseOpen(): void {
    this.#pairs.forEach((pair) => pair.die())
  }

  /** What is open now is reset, as a proxy does that was started again. */
  resetOpen(): void {
    this.#pairs.forEach(({ near }) => near.resetAndDestroy())
  }

  /** What is open now is closed in order. */
  closeOpen(): void {
    this.#pairs.forEach(({ near }) => near.end())
  }

  async close(): Promise<void> {
    this.#pairs.forEach(({ near }) => near.destroy())
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(near: Socket): void {
    const far = this.isStalled ? null : connect(this.#to())
    const pair = new Pair(near, far, () => this.delayMs)
    this.#pairs.add(pair)
    near.on('close', () => this.#pairs.delete(pair))
  }
}

class Pair {
  readonly near: Socket
  readonly #far: Socket | null
  isDead: boolean

  constructor(near: Socket, far: Socket | null, delay: () => number) {
    this.near = near
    this.#far = far
    this.isDead = far === null
    near.on('error', () => near.destroy())
    near.on('close', () => far?.destroy())
    if (far === null) {
      near.resume()
      return
    }
    far.on('error', () => far.destroy())
    far.on('close', () => this.isDead || near.destroy())
    this.#pass({ from: near, to: far }, delay)
    this.#pass({ from: far, to: near }, delay)
  }

  /** Both ends keep their half, and hear nothing more. The far one is let go, which the near one does not learn. */
  die(): void {
    this.isDead = true
    this.#far?.destroy()
  }

  #pass({ from, to }: { readonly from: Socket; readonly to: Socket }, delay: () => number): void {
    const later = (run: () => void): void => {
      const ms = delay()
      if (ms === 0) {
        run()
      } else {
        setTimeout(run, ms)
      }
    }
    from.on('data', (piece: Buffer) => later(() => this.isDead || to.destroyed || to.write(piece)))
    from.on('end', () => later(() => this.isDead || to.destroyed || to.end()))
  }
}
