import { createHash } from 'node:crypto'

/**
 * JSON in the one form that everybody writes alike (RFC 8785): no spaces, names sorted by their UTF-16 units, numbers and
 * strings as JavaScript writes them. For values as `JSON.parse` makes them.
 * @throws RangeError when it is nested some thousands deep.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/**
 * SHA-256, as hex, of a tool's input in canonical JSON and UTF-8: what an audit entry of an approval says was allowed.
 * Anybody can compute it again from the input of the tool call in the conversation (or, where a person edited it, from
 * the `updated_input` of the answer): `jq -cSj . input.json | sha256sum` gives it for inputs without unusual numbers.
 */
export function inputDigest(input: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(canonicalJson(input)).digest('hex')
}
