import type { ExecOutput } from '#shared/operations/exec.ts'

export type OutputStream = 'stdout' | 'stderr'

/**
 * wait: nothing is lost; the command waits once UNREAD_BYTES are not read · newest: it never waits, the oldest goes.
 */
export type Keeping = 'wait' | 'newest'

/** How much may lie unread: one page's worth of a fast program, and little of the host's memory. */
export const UNREAD_BYTES = 1024 * 1024
const NEWEST_BYTES = 256 * 1024
const READ_BYTES = 256 * 1024

interface Chunk {
  readonly stream: OutputStream
  readonly bytes: Buffer
}

/** What a command printed and nobody has read yet, in order. Positions count the bytes of both streams together. */
export class CommandOutput {
  readonly #keeping: Keeping
  readonly #left: Record<OutputStream, number>
  #chunks: Chunk[] = []
  /** The position of the first byte that is kept. */
  #start = 0
  #size = 0
  #isTruncated = false

  /** @param maxBytes Of each stream; what comes after it is left out. */
  constructor({ keeping, maxBytes }: { readonly keeping: Keeping; readonly maxBytes: number }) {
    this.#keeping = keeping
    this.#left = { stdout: maxBytes, stderr: maxBytes }
  }

  get isTruncated(): boolean {
    return this.#isTruncated
  }

  /** The command must wait until somebody reads. */
  get isFull(): boolean {
    return this.#keeping === 'wait' && this.#size >= UNREAD_BYTES
  }

  push(stream: OutputStream, bytes: Buffer): void {
    const kept = bytes.subarray(0, this.#left[stream])
    this.#left[stream] -= kept.length
    this.#isTruncated ||= kept.length < bytes.length
    if (kept.length > 0) {
      this.#chunks.push({ stream, bytes: kept })
      this.#size += kept.length
    }
    if (this.#keeping === 'newest') {
      this.#forget(this.#start + Math.max(0, this.#size - NEWEST_BYTES))
    }
  }

  hasMore(after: number): boolean {
    return this.#size > 0 && after < this.#start + this.#size
  }

  /** What follows `after`, a part of it where there is much. Forgets what lies before. */
  read(after: number): Omit<ExecOutput, 'end'> {
    const from = Math.min(Math.max(after, this.#start), this.#start + this.#size)
    this.#forget(from)
    const chunks: Chunk[] = []
    let length = 0
    for (const { stream, bytes } of this.#chunks) {
      const part = bytes.subarray(0, READ_BYTES - length)
      chunks.push({ stream, bytes: part })
      length += part.length
      if (length >= READ_BYTES) {
        break
      }
    }
    return {
      chunks: joined(chunks).map(({ stream, bytes }) => ({ stream, base64: bytes.toString('base64') })),
      next: from + length,
      skipped: Math.max(0, from - after),
    }
  }

  #forget(before: number): void {
    while (this.#start < before) {
      const [first] = this.#chunks
      if (first === undefined) {
        return
      }
      const dropped = Math.min(first.bytes.length, before - this.#start)
      this.#start += dropped
      this.#size -= dropped
      if (dropped === first.bytes.length) {
        this.#chunks.shift()
      } else {
        this.#chunks[0] = { ...first, bytes: first.bytes.subarray(dropped) }
      }
    }
  }
}

/** Neighbours of one stream together: a program that prints byte by byte makes no million of parts. */
function joined(chunks: readonly Chunk[]): Chunk[] {
  const runs: { stream: OutputStream; parts: Buffer[] }[] = []
  for (const { stream, bytes } of chunks) {
    const last = runs.at(-1)
    if (last?.stream === stream) {
      last.parts.push(bytes)
    } else {
      runs.push({ stream, parts: [bytes] })
    }
  }
  return runs.map(({ stream, parts }) => ({ stream, bytes: Buffer.concat(parts) }))
}
