/** The bytes without a character of UTF-8 that is not whole yet at their end. */
export function cutTail(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length - tailLength(bytes))
}

/** How many bytes at the end begin a character of UTF-8 and do not end it: 0 to 3. */
export function tailLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    const isLead = byte >= 0xc2 && byte <= 0xf4
    if (isLead) {
      return lengthOf(byte) > back ? back : 0
    }
    if (byte < 0x80 || byte >= 0xc0) {
      return 0
    }
  }
  return 0
}

function lengthOf(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
}
