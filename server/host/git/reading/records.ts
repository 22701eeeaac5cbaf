import { pathText } from '../running/gitPath.ts'

/** What lies between zeros. */
export function* zeroed(printed: Buffer): Generator<Buffer, undefined> {
  for (let at = 0; at < printed.length;) {
    const end = printed.indexOf(0, at)
    const to = end === -1 ? printed.length : end
    yield printed.subarray(at, to)
    at = to + 1
  }
}

/** From the session's folder; null: it lies outside. */
export function insideOf(whole: Buffer, prefix: string): string | null {
  const bytes = Buffer.from(prefix, 'utf8')
  return whole.subarray(0, bytes.length).equals(bytes) ? pathText(whole.subarray(bytes.length)) : null
}
