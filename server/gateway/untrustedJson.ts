import { isUtf8 } from 'node:buffer'
import { HomeportError } from '#shared/errors.ts'

/** Nothing honest nests deeper; what does overflows the stack of whoever walks it. */
const MAX_DEPTH = 100

/**
 * Reads JSON that a stranger sent. Its size is the caller's to bound.
 * @throws HomeportError WS_002 for bytes that are no UTF-8, text that is no JSON, and nesting beyond reason.
 */
export function parseUntrustedJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) {
    throw malformed('The text is not valid UTF-8.')
  }
  const text = bytes.toString('utf8')
  if (isTooDeep(text)) {
    throw malformed(`The JSON is nested deeper than ${MAX_DEPTH} levels.`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw malformed('The text is not valid JSON.', cause)
  }
}

/** Counts brackets outside strings; on text that is no JSON the answer does not matter. */
function isTooDeep(text: string): boolean {
  if (text.length <= MAX_DEPTH) {
    return false
  }
  let depth = 0
  const tokens = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match
    if (token === '[' || token === '{') {
      depth += 1
      if (depth > MAX_DEPTH) {
        return true
      }
    } else if (token === ']' || token === '}') {
      depth -= 1
    }
  }
  return false
}

function malformed(message: string, cause?: unknown): HomeportError {
  return new HomeportError('WS_002', message, { cause })
}
