import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'

/** What a file is, told from its beginning. */
export interface ContentType {
  /** For `Content-Type`; nothing that a browser would run. */
  readonly type: string
  /** For `X-Encoding`; `binary`: no text. */
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'latin1' | 'binary'
  /** Whether a browser may show it by itself. */
  readonly isShown: boolean
}

/** As much is looked at. */
const LOOKED_AT = 64 * 1024

const magic: readonly (readonly [string, string, number])[] = [
  ['image/png', '89504e470d0a1a0a', 0],
  ['image/jpeg', 'ffd8ff', 0],
  ['image/gif', '474946383761', 0],
  ['image/gif', '474946383961', 0],
  ['image/webp', '57454250', 8],
  ['image/bmp', '424d', 0],
  ['image/x-icon', '00000100', 0],
  ['image/avif', '6674797061766966', 4],
  ['application/pdf', '255044462d', 0],
]
const shown: ReadonlySet<string> = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.bmp', '.ico', '.avif', '.pdf'])

/** Looks at the beginning of an open file. `name`: decides alone whether a browser shows it, so that nobody hides a page in a picture. */
export async function contentTypeOf(handle: FileHandle, name: string): Promise<ContentType> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0)
  const bytes = buffer.subarray(0, bytesRead)
  const known = magic.find(([, hex, at]) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex)
  if (known !== undefined) {
    return { type: known[0], encoding: 'binary', isShown: shown.has(path.extname(name).toLowerCase()) }
  }
  const encoding = encodingOf(bytes, bytesRead === LOOKED_AT)
  const type = encoding === 'binary' ? 'application/octet-stream' : `text/plain; charset=${charset(encoding)}`
  return { type, encoding, isShown: false }
}

/** `isCut`: there is more, so the last letter may be cut in two. */
export function encodingOf(bytes: Uint8Array, isCut: boolean): ContentType['encoding'] {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return 'utf-8-bom'
  }
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le'
  }
  if (first === 0xfe && second === 0xff) {
    return 'utf-16be'
  }
  if (bytes.includes(0)) {
    return zeros(bytes)
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
    return 'utf-8'
  } catch {
    return isLatin(bytes) ? 'latin1' : 'binary'
  }
}

/** UTF-16 without a mark has its zeros on one side alone. */
function zeros(bytes: Uint8Array): ContentType['encoding'] {
  let even = 0
  let odd = 0
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0) {
      even += 1 - (index % 2)
      odd += index % 2
    }
  }
  const most = bytes.length * 0.3
  if (odd > most && even === 0) {
    return 'utf-16le'
  }
  return even > most && odd === 0 ? 'utf-16be' : 'binary'
}

/** Text of the West without UTF-8: no control characters but those of text. */
function isLatin(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13) || byte === 27)
}

function charset(encoding: Exclude<ContentType['encoding'], 'binary'>): string {
  switch (encoding) {
    case 'utf-8':
    case 'utf-8-bom':
      return 'utf-8'
    case 'latin1':
      return 'iso-8859-1'
    case 'utf-16le':
    case 'utf-16be':
      return encoding
  }
}
