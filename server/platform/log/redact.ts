import { counted } from '#shared/text/plural.ts'
const REMOVED = '[redacted]'

/** Deeper or wider facts than these say nothing more to a reader and only grow the log. */
const MAX_DEPTH = 6
const MAX_ENTRIES = 100
const MAX_TEXT = 8_192

/** A field whose name contains one of these words holds a secret, whatever its value looks like. */
const secretName = /token|secret|authorization|cookie|passw|passphrase|credential|api_?key|private_?key/i

/** Counts are no secrets, though their names say "tokens". */
const countName = /(^|_)(tokens|max_tokens)$/i

/** Text that looks like a credential wherever it stands: Claude, Homeport, GitHub, HTTP tokens, URL secrets. */
const tokenShapes: readonly (readonly [RegExp, string])[] = [
  [/sk-ant-[\w-]+/g, REMOVED],
  [/\bhp_[\w-]{8,}/g, REMOVED],
  [/\bgh[a-z]_\w{8,}/g, REMOVED],
  [/\bgithub_pat_\w{8,}/g, REMOVED],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${REMOVED}`],
  [/([?&#](?:secret|token|access_token|code)=)[^&#\s"']+/gi, `$1${REMOVED}`],
  [/(\/\/[^/\s:@]*:)[^@/\s]+@/g, `$1${REMOVED}@`],
]

/** Takes token-shaped text out of a string and bounds its length. Linear: what is logged may be as long as an answer. */
export function redactText(text: string): string {
  let result = text.replace(/[\w.-]{20,}/g, withoutJwts)
  for (const [shape, replacement] of tokenShapes) {
    result = result.replace(shape, replacement)
  }
  return result.length > MAX_TEXT ? `${result.slice(0, MAX_TEXT)}… (${result.length} characters)` : result
}

/**
 * A JWT is three parts with dots between them, of which the first is JSON and so begins with `eyJ`. Not by a pattern:
 * where such a beginning comes again and again without its end, each would be tried to the end of the text.
 */
function withoutJwts(run: string): string {
  const parts = run.split('.')
  const kept: string[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? ''
    const start = part.startsWith('eyJ') ? 0 : part.indexOf('-eyJ') + 1
    const isJwt = part.startsWith('eyJ', start) && part.length - start >= 11 && (parts[at + 1] ?? '').length >= 8
    if (isJwt && at + 2 < parts.length) {
      kept.push(`${part.slice(0, start)}${REMOVED}`)
      at += 2
    } else {
      kept.push(part)
    }
  }
  return kept.join('.')
}

/**
 * A copy of fields that may be logged: values under secret names are removed, token-shaped text is removed from every string,
 * errors become plain objects with their message, stack and causes. Bounded in depth, width and length; cycles are cut.
 */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return copyFields(Object.entries(fields), { depth: 0, parents: [fields] })
}

interface Nesting {
  readonly depth: number
  readonly parents: readonly object[]
}

function copy(value: unknown, nesting: Nesting): unknown {
  if (typeof value === 'string') {
    return redactText(value)
  }
  if (typeof value === 'bigint') {
    return value.toString()
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    return `[${typeof value}]`
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  if (nesting.parents.includes(value)) {
    return '[circular]'
  }
  if (nesting.depth >= MAX_DEPTH) {
    return '[deeper]'
  }
  return copyObject(value, { depth: nesting.depth + 1, parents: [...nesting.parents, value] })
}

function copyObject(value: object, inside: Nesting): unknown {
  if (value instanceof Error) {
    return copyError(value, inside)
  }
  if (value instanceof Date || value instanceof URL) {
    return redactText(
      value instanceof URL || !Number.isNaN(value.getTime()) ? JSON.stringify(value).slice(1, -1) : '[date]',
    )
  }
  if (ArrayBuffer.isView(value)) {
    return `[${counted(value.byteLength, { one: '# byte', other: '# bytes' })}]`
  }
  if (Array.isArray(value)) {
    return copyList(value, inside)
  }
  if (value instanceof Map) {
    return copyFields(
      [...value].map(([name, field]) => [String(name), field]),
      inside,
    )
  }
  if (value instanceof Set) {
    return copyList([...value], inside)
  }
  return copyFields(Object.entries(value), inside)
}

function copyList(list: readonly unknown[], inside: Nesting): unknown[] {
  const kept = list.slice(0, MAX_ENTRIES).map((entry) => copy(entry, inside))
  return list.length > MAX_ENTRIES ? [...kept, `… ${list.length - MAX_ENTRIES} more`] : kept
}

function copyFields(fields: readonly (readonly [string, unknown])[], inside: Nesting): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of fields.slice(0, MAX_ENTRIES)) {
    kept[redactText(name)] = isSecret(name, value) ? REMOVED : copy(value, inside)
  }
  return kept
}

function copyError(error: Error, inside: Nesting): Record<string, unknown> {
  const known: [string, unknown][] = [
    ['type', error.name],
    ['message', error.message],
    ['stack', error.stack],
  ]
  const cause: [string, unknown][] = error.cause === undefined ? [] : [['cause', error.cause]]
  return copyFields([...known, ...Object.entries(error).filter(([name]) => name !== 'cause'), ...cause], inside)
}

function isSecret(name: string, value: unknown): boolean {
  const empty = value === null || value === undefined || typeof value === 'boolean'
  return !empty && secretName.test(name) && !(countName.test(name) && typeof value === 'number')
}
