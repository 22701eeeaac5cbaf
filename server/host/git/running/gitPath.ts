import { isGitFolder } from '#server/platform/files/gitFolder.ts'

/**
 * Paths as bytes and as texts. A path that is UTF-8 is itself; another one, and one that begins with a quotation mark, is
 * written as Git quotes it: in quotation marks, with `\351` for a byte.
 */
export function pathText(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  if (!text.startsWith('"') && Buffer.from(text, 'utf8').equals(bytes)) {
    return text
  }
  const quoted = Array.from(bytes, (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`,
  )
  return `"${quoted.join('')}"`
}

/** The bytes of what `pathText` wrote; null: it wrote no such thing. */
export function pathBytes(text: string, platform: NodeJS.Platform = process.platform): Buffer | null {
  if (!text.startsWith('"')) {
    return isInside(text, platform) ? Buffer.from(text, 'utf8') : null
  }
  const body = /^"((?:[^"\\]|\\[0-3][0-7][0-7])*)"$/.exec(text)?.[1]
  if (body === undefined) {
    return null
  }
  const bytes = Buffer.from(
    body.replace(/\\([0-7]{3})/g, (_all, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    'latin1',
  )
  return isInside(bytes.toString('utf8'), platform) ? bytes : null
}

/** What Windows reads as a way elsewhere, as a stream or a drive, or overlooks at the end of a name. */
const WINDOWS_ELSEWHERE = /[\\:]|[. ]$/

/** No path leads out of its folder, or into Git’s own, as the system reads it. */
function isInside(path: string, platform: NodeJS.Platform): boolean {
  const isGits = (part: string) => (platform === 'linux' ? part.toLowerCase() === '.git' : isGitFolder(part))
  const isElsewhere = (part: string) => platform === 'win32' && WINDOWS_ELSEWHERE.test(part)
  const parts = path.replace(/\/$/, '').split('/')
  return parts.every((part) => part !== '' && part !== '.' && part !== '..' && !isGits(part) && !isElsewhere(part))
}

/**
 * How a path is named on a command line, which takes no bytes that are no UTF-8: those are any one byte, and whoever asks
 * picks the right one from what comes.
 */
export function pathPattern(bytes: Buffer): { readonly args: readonly string[]; readonly isExact: boolean } {
  const text = bytes.toString('utf8')
  if (Buffer.from(text, 'utf8').equals(bytes)) {
    return { args: ['--', text], isExact: true }
  }
  const pattern = Array.from(bytes, (byte) =>
    byte >= 0x80
      ? '?'
      : /[?*[\]\\]/.test(String.fromCharCode(byte))
        ? `\\${String.fromCharCode(byte)}`
        : String.fromCharCode(byte),
  )
  return { args: ['--', `:(glob)${pattern.join('')}`], isExact: false }
}
