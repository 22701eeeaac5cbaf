import { isUtf8 } from 'node:buffer'
import type { CommandPart } from './followCommand.ts'
import { tailLength } from './utf8Tail.ts'

type OutputStream = 'stdout' | 'stderr'

/** The lines of `exec.stream`: what was printed, in order, then the end. Each is made when it is asked for. */
export async function* ndjsonOf(parts: AsyncIterable<CommandPart>): AsyncGenerator<Buffer> {
  const pending: Record<OutputStream, Buffer> = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
  for await (const { chunks, end } of parts) {
    const lines: object[] = chunks.flatMap(({ stream, bytes }) => {
      const all = Buffer.concat([pending[stream], bytes])
      const whole = all.length - tailLength(all)
      pending[stream] = all.subarray(whole)
      return lineOf(stream, all.subarray(0, whole))
    })
    if (end !== null) {
      lines.push(...lineOf('stdout', pending.stdout), ...lineOf('stderr', pending.stderr), end)
    }
    if (lines.length > 0) {
      yield Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    }
  }
}

function lineOf(stream: OutputStream, bytes: Buffer): object[] {
  if (bytes.length === 0) {
    return []
  }
  return isUtf8(bytes)
    ? [{ [stream]: bytes.toString('utf8') }]
    : [{ [stream]: bytes.toString('base64'), encoding: 'base64' }]
}
