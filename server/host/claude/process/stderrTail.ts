import { counted } from '#shared/text/plural.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'
import { redactText } from '#server/platform/log/redact.ts'

/** Enough for a stack trace. */
const MAX_BYTES = 8 * 1024
const SHORTEST = 4

/** Takes a process's stderr, without secrets: each line is handed on, and the end of all of it is kept, bounded. */
export class StderrTail {
  readonly #secrets: readonly string[]
  readonly #lines: LineReader
  #tail: Buffer = Buffer.alloc(0)

  /** `secrets`: those long enough to be told from an ordinary word are taken out. */
  constructor(secrets: readonly string[], onLine: (line: string) => void) {
    this.#secrets = secrets.filter((secret) => secret.length >= SHORTEST)
    this.#lines = new LineReader({
      onLine: (line) => onLine(this.clean(line)),
      onTooLong: (bytes) => onLine(`(a line of ${counted(bytes, { one: '# byte', other: '# bytes' })})`),
      maxBytes: MAX_BYTES,
    })
  }

  push(chunk: Buffer): void {
    this.#lines.push(chunk)
    this.#tail = Buffer.concat([this.#tail, chunk]).subarray(-2 * MAX_BYTES)
  }

  /** There is no more: the last line is handed on. Returns what is kept. */
  end(): string {
    this.#lines.end()
    return this.clean(this.#tail.toString('utf8')).slice(-MAX_BYTES).trim()
  }

  /** The same for what is said elsewhere. */
  clean(text: string): string {
    return redactText(this.#secrets.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), text))
  }
}
