import type { FileHandle } from 'node:fs/promises'
import type { FileWarning } from '#shared/operations/file.ts'

const HEAD = 64 * 1024
/** Where the directory of a zip file ends, with its comment. */
const TAIL = 66 * 1024
/** What unpacks to more than this many times its size, or to this many bytes, is no usual archive. */
const MAX_RATIO = 100
const MAX_UNPACKED = 4 * 1024 ** 3

/** Harmless text that every virus scanner reports; written so that they do not report this file. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

const programs: readonly (readonly [string, string])[] = [
  ['7f454c46', 'Linux'],
  ['4d5a', 'Windows'],
  ['feedface', 'macOS'],
  ['feedfacf', 'macOS'],
  ['cefaedfe', 'macOS'],
  ['cffaedfe', 'macOS'],
  ['cafebabe', 'macOS or Java'],
]

/** What a person should know of a file that was taken. Bounded, whatever the file says of itself. */
export async function warningsOf(handle: FileHandle): Promise<FileWarning[]> {
  const { size } = await handle.stat()
  const head = await readAt(handle, 0, Math.min(HEAD, size))
  const program = programs.find(([hex]) => head.toString('hex', 0, 4).startsWith(hex))
  const warnings: FileWarning[] = []
  if (program !== undefined) {
    warnings.push({ code: 'executable', text: `It is a program for ${program[1]}.` })
  }
  if (head.includes(EICAR)) {
    warnings.push({ code: 'test_virus', text: 'It holds the test text that virus scanners report.' })
  }
  const unpacked = await unpackedSize(handle, { size, head })
  if (unpacked > Math.max(size * MAX_RATIO, 1024 ** 2) || unpacked > MAX_UNPACKED) {
    warnings.push({
      code: 'archive_bomb',
      text: `It says that it unpacks to ${Math.round(unpacked / 1024 ** 2)} MiB, from ${Math.ceil(size / 1024)} KiB.`,
    })
  }
  return warnings
}

/** What an archive says of its content, in bytes; 0 where it says nothing. */
async function unpackedSize(
  handle: FileHandle,
  { size, head }: { readonly size: number; readonly head: Buffer },
): Promise<number> {
  if (head.length > 18 && head.readUInt16BE(0) === 0x1f8b) {
    return (await readAt(handle, size - 4, 4)).readUInt32LE(0)
  }
  if (head.length < 22 || head.toString('latin1', 0, 2) !== 'PK') {
    return 0
  }
  const tail = await readAt(handle, Math.max(0, size - TAIL), Math.min(TAIL, size))
  const end = tail.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  if (end === -1 || end + 20 > tail.length) {
    return 0
  }
  const length = tail.readUInt32LE(end + 12)
  const at = tail.readUInt32LE(end + 16)
  const isReadable = at < size && length <= 16 * 1024 ** 2 && at + length <= size
  return isReadable ? sizesIn(await readAt(handle, at, length)) : 0
}

/** The sum over a zip file's directory. */
function sizesIn(directory: Buffer): number {
  let sum = 0
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const size = directory.readUInt32LE(at + 24)
    sum += size
    at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return sum
}

async function readAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at)
  return buffer.subarray(0, bytesRead)
}
