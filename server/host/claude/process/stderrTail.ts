import { redactText } from '#server/platform/log/redact.ts'

/** Enough for a stack trace. */
const MAX_BYTES = 8 * 1024

/** Keeps the end of a process's stderr, bounded, without secrets. */
export class StderrTail {
  readonly #secret: string | null
  #tail: Buffer = Buffer.alloc(0)

  constructor(secret: string | null) {
    this.#secret = secret
  }

  push(chunk: Buffer): void {
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-2 * MAX_BYTES)
  }

  text(): string {
    const all = this.#tail.toString('utf8')
    const clean = redactText(this.#secret === null ? all : all.replaceAll(this.#secret, '[redacted]'))
    return clean.slice(-MAX_BYTES).trim()
  }
}
