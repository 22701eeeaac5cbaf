import { type FileHandle, open } from 'node:fs/promises'

/** Read at once. */
const CHUNK_BYTES = 64 * 1024

/** Homeport writes no longer lines: what is longer comes in pieces, which are no JSON. */
const MAX_LINE_BYTES = 256 * 1024

const LINE_END = 0x0a

/** The lines of a file, last one first; none when it is missing. Holds little of it at a time. */
export async function* linesBackwards(file: string): AsyncGenerator<string, void> {
  const handle = await open(file).catch(() => null)
  if (handle === null) {
    return
  }
  try {
    let start = (await handle.stat()).size
    /** The end of a line whose beginning is not read yet. */
    let tail: Buffer = Buffer.alloc(0)
    while (start > 0) {
      const length = Math.min(CHUNK_BYTES, start)
      start -= length
      const bytes = Buffer.concat([await readAt(handle, start, length), tail])
      const cut = start === 0 ? -1 : bytes.indexOf(LINE_END)
      if (start > 0 && cut === -1) {
        tail = bytes.length > MAX_LINE_BYTES ? Buffer.alloc(0) : bytes
        continue
      }
      yield* linesOf(bytes.subarray(cut + 1))
      tail = bytes.subarray(0, Math.max(0, cut))
    }
  } finally {
    await handle.close()
  }
}

function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('utf8').split('\n')
  return lines.filter((line) => line !== '').toReversed()
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}
