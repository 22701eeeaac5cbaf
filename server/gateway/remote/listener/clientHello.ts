/** What the first message of a TLS client says, as far as it has arrived. */
export type ClientHello =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'other' }
  | { readonly kind: 'hello'; readonly protocols: readonly string[] }

const HANDSHAKE_RECORD = 22
const CLIENT_HELLO = 1
const ALPN = 16
const RECORD_HEADER = 5
const HANDSHAKE_HEADER = 4

/** Reads which protocols (ALPN) a client offers. What is no client hello, or a broken one, is `other`. */
export function readClientHello(bytes: Buffer): ClientHello {
  const message = handshakeOf(bytes)
  if (message === 'incomplete') {
    return { kind: 'incomplete' }
  }
  try {
    return { kind: 'hello', protocols: protocolsOf(message) }
  } catch {
    return { kind: 'other' }
  }
}

/** The first handshake message, put together from its records. */
function handshakeOf(bytes: Buffer): Buffer | 'incomplete' {
  const parts: Buffer[] = []
  let at = 0
  let length = 0
  /** How long it is, once that is known: joined only then, and when it is all there. */
  let wanted: number | null = null
  for (;;) {
    if (bytes.length < at + RECORD_HEADER) {
      return 'incomplete'
    }
    const end = at + RECORD_HEADER + bytes.readUInt16BE(at + 3)
    if (bytes[at] !== HANDSHAKE_RECORD) {
      return Buffer.alloc(0)
    }
    parts.push(bytes.subarray(at + RECORD_HEADER, end))
    length += Math.min(end, bytes.length) - at - RECORD_HEADER
    wanted ??= length >= HANDSHAKE_HEADER ? HANDSHAKE_HEADER + Buffer.concat(parts).readUIntBE(1, 3) : null
    if (wanted !== null && length >= wanted) {
      return Buffer.concat(parts)
    }
    if (bytes.length < end) {
      return 'incomplete'
    }
    at = end
  }
}

/** @throws RangeError where a length leads out of the message. */
function protocolsOf(message: Buffer): string[] {
  if (message.readUInt8(0) !== CLIENT_HELLO) {
    throw new RangeError('no client hello')
  }
  const version = 2
  const random = 32
  let at = HANDSHAKE_HEADER + version + random
  at += 1 + message.readUInt8(at) // session id
  at += 2 + message.readUInt16BE(at) // cipher suites
  at += 1 + message.readUInt8(at) // compression
  const end = at + 2 + message.readUInt16BE(at)
  at += 2
  while (at < end) {
    const length = message.readUInt16BE(at + 2)
    if (message.readUInt16BE(at) === ALPN) {
      return listOf(message.subarray(at + 4, at + 4 + length))
    }
    at += 4 + length
  }
  return []
}

function listOf(extension: Buffer): string[] {
  const protocols: string[] = []
  for (let at = 2; at < extension.length;) {
    const length = extension.readUInt8(at)
    protocols.push(extension.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return protocols
}
