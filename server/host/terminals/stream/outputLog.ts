const SMALLEST = 16 * 1024

/** The last bytes of a terminal's stream, by their offset. Grows with what is printed, up to its bound. */
export class OutputLog {
  readonly #bound: number
  #ring = Buffer.alloc(0)
  /** Of the next byte, counted from the beginning of the stream. */
  #end = 0
  #kept = 0

  constructor(bound: number) {
    this.#bound = bound
  }

  get end(): number {
    return this.#end
  }

  push(chunk: Buffer): void {
    const bytes = chunk.subarray(Math.max(0, chunk.length - this.#bound))
    this.#end += chunk.length - bytes.length
    this.#makeRoom(bytes.length)
    const size = this.#ring.length
    const at = this.#end % size
    const first = Math.min(bytes.length, size - at)
    bytes.copy(this.#ring, at, 0, first)
    bytes.copy(this.#ring, 0, first)
    this.#end += bytes.length
    this.#kept = Math.min(size, this.#kept + bytes.length)
  }

  /** All bytes from there to the end; null when they are not kept any more, or have not been printed. */
  from(offset: number): Buffer | null {
    if (offset > this.#end || offset < this.#end - this.#kept) {
      return null
    }
    return this.#last(this.#end - offset)
  }

  /** Keeps no more than it must. */
  clear(): void {
    this.#ring = Buffer.alloc(0)
    this.#kept = 0
  }

  #last(count: number): Buffer {
    const size = this.#ring.length
    const bytes = Buffer.allocUnsafe(count)
    const at = size === 0 ? 0 : (this.#end - count) % size
    const first = Math.min(count, size - at)
    this.#ring.copy(bytes, 0, at, at + first)
    this.#ring.copy(bytes, first, 0, count - first)
    return bytes
  }

  #makeRoom(count: number): void {
    const needed = this.#kept + count
    if (needed <= this.#ring.length || this.#ring.length === this.#bound) {
      return
    }
    let size = Math.max(SMALLEST, this.#ring.length)
    while (size < needed && size < this.#bound) {
      size *= 2
    }
    const kept = this.#last(this.#kept)
    const ring = Buffer.alloc(Math.min(size, this.#bound))
    const at = (this.#end - kept.length) % ring.length
    const first = Math.min(kept.length, ring.length - at)
    kept.copy(ring, at, 0, first)
    kept.copy(ring, 0, first)
    this.#ring = ring
  }
}
