import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import { type OpenTranscript, readBytes } from '../files/openTranscript.ts'
import { HEADER_BYTES, MEMBER_BYTES, memberLength, unpackMember, unpackedLength } from './members.ts'

/** What stands for the file that was read, in the index, where only the copy is left. */
export const COPY_IDENTITY = 'copy'

/** Members that stay unpacked: whoever reads lines one after another needs the same one again. */
const MOST_UNPACKED = 4

interface Member {
  readonly offset: number
  readonly length: number
}

/**
 * Opens a copy as if it were the transcript: what is asked for is unpacked then, never the whole of it.
 * @throws Error of `node:fs`, or when it is cut or damaged.
 */
export function openCopy(file: string): OpenTranscript {
  const fd = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    const found = fstatSync(fd)
    const members = membersOf(fd, found.size)
    const last = members.at(-1)
    const size = last === undefined ? 0 : (members.length - 1) * MEMBER_BYTES + lengthOf(fd, last)
    const state = { identity: COPY_IDENTITY, size, modified: Math.round(found.mtimeMs) }
    return { state, read: createReading(fd, members), close: () => closeSync(fd) }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

function membersOf(fd: number, size: number): readonly Member[] {
  const members: Member[] = []
  for (let offset = 0; offset < size;) {
    const length = memberLength(readBytes(fd, offset, HEADER_BYTES))
    members.push({ offset, length })
    offset += length
    if (offset > size) {
      throw new Error('a copy of a transcript is cut')
    }
  }
  return members
}

function lengthOf(fd: number, { offset, length }: Member): number {
  return unpackedLength(readBytes(fd, offset + length - 8, 8))
}

function createReading(fd: number, members: readonly Member[]): OpenTranscript['read'] {
  const unpacked = new Map<number, Buffer>()
  const memberAt = (index: number): Buffer => {
    const known = unpacked.get(index)
    const member = members[index]
    if (known !== undefined || member === undefined) {
      return known ?? Buffer.alloc(0)
    }
    const [oldest] = unpacked.keys()
    if (unpacked.size >= MOST_UNPACKED && oldest !== undefined) {
      unpacked.delete(oldest)
    }
    const bytes = unpackMember(readBytes(fd, member.offset, member.length))
    unpacked.set(index, bytes)
    return bytes
  }
  return (offset, length) => {
    const pieces: Buffer[] = []
    for (let at = offset; at < offset + length;) {
      const start = at % MEMBER_BYTES
      const piece = memberAt(Math.floor(at / MEMBER_BYTES)).subarray(start, start + offset + length - at)
      if (piece.length === 0) {
        break
      }
      pieces.push(piece)
      at += piece.length
    }
    return Buffer.concat(pieces)
  }
}
