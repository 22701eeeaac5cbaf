import { isUtf8 } from 'node:buffer'
import { HomeportError } from '#shared/errors.ts'

/** Nothing honest nests deeper; what does overflows the stack of whoever walks it. */
const MAX_DEPTH = 100

/**
 * Reads JSON that an unauthenticated client sent, in time linear in its length, whatever it holds. Its size is the caller's to bound.
 * @throws HomeportError WS_002 for bytes that are no UTF-8, text that is no JSON, and nesting beyond reason.
 */
export function parseUntrustedJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) {
    throw malformed('The text is not valid UTF-8.')
  }
  if (isTooDeep(bytes)) {
    throw malformed(`The JSON is nested deeper than ${MAX_DEPTH} levels.`)
  }
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw malformed('The text is not valid JSON.', cause)
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** What opens and closes a level; in UTF-8 none of these bytes is ever part of another character. */
const levels: ReadonlyMap<number, 1 | -1> = new Map([
  [0x5b, 1],
  [0x7b, 1],
  [0x5d, -1],
  [0x7d, -1],
])

/**
 * Counts brackets outside strings, looking at each byte once: a pattern that tries a string which never ends starts
 * over at every quote in it. On text that is no JSON the answer does not matter.
 */
function isTooDeep(bytes: Buffer): boolean {
  if (bytes.length <= MAX_DEPTH) {
    return false
  }
  let depth = 0
  let isInString = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === QUOTE) {
      isInString = !isInString
    } else if (isInString) {
      at += byte === BACKSLASH ? 1 : 0
    } else {
      depth += levels.get(byte) ?? 0
      if (depth > MAX_DEPTH) {
        return true
      }
    }
  }
  return false
}

function malformed(message: string, cause?: unknown): HomeportError {
  return new HomeportError('WS_002', message, { cause })
}
