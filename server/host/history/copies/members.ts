import { gunzipSync, gzipSync } from 'node:zlib'

/** Bytes of a transcript that one member holds; the last one holds the rest. */
export const MEMBER_BYTES = 1024 * 1024

/** What gzip adds to bytes that cannot be made smaller, with room. */
const MOST_MEMBER_BYTES = MEMBER_BYTES + 64 * 1024

/** Bytes before the data of a member: gzip's own (RFC 1952, 2.3) and the field with its length. */
export const HEADER_BYTES = 22
const OWN_BYTES = 10
const HAS_EXTRA_FIELD = 4

/** Faster than zlib's own choice by a third, and as small within some percent: transcripts are JSON. */
const LEVEL = 4

/**
 * A member of a gzip file (RFC 1952): some of a transcript, with the length of the member in its extra field (2.3.1.1, `HP`),
 * so that the next one is found without unpacking it. Any gunzip reads a file of them.
 */
export function packMember(bytes: Buffer): Buffer {
  const plain = gzipSync(bytes, { level: LEVEL })
  const extra = Buffer.alloc(HEADER_BYTES - OWN_BYTES)
  extra.writeUInt16LE(extra.length - 2, 0)
  extra.write('HP', 2, 'latin1')
  extra.writeUInt16LE(extra.length - 6, 4)
  extra.writeUInt32LE(plain.length + extra.length, 6)
  // The other two bytes say which of this format it is.
  extra.writeUInt16LE(1, 10)
  const head = Buffer.from(plain.subarray(0, OWN_BYTES))
  head.writeUInt8(HAS_EXTRA_FIELD, 3)
  return Buffer.concat([head, extra, plain.subarray(OWN_BYTES)])
}

/** How long the member is that begins so. @throws Error when it is none of ours. */
export function memberLength(header: Buffer): number {
  const isOurs =
    header.length === HEADER_BYTES &&
    header.readUInt16BE(0) === 0x1f8b &&
    header.readUInt8(3) === HAS_EXTRA_FIELD &&
    header.toString('latin1', 12, 14) === 'HP' &&
    header.readUInt16LE(20) === 1
  const length = isOurs ? header.readUInt32LE(16) : 0
  if (length <= HEADER_BYTES + 8 || length > MOST_MEMBER_BYTES) {
    throw new Error('a copy of a transcript is damaged')
  }
  return length
}

/** How many bytes it unpacks to: gzip's last field. */
export function unpackedLength(member: Buffer): number {
  return member.readUInt32LE(member.length - 4)
}

/** @throws Error of `node:zlib` when it is damaged: it has a checksum. */
export function unpackMember(member: Buffer): Buffer {
  return gunzipSync(member, { maxOutputLength: MEMBER_BYTES })
}
