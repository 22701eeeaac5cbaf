/** Reads a text field of a tool's input; empty when it is absent or something else. */
export function textField(input: Readonly<Record<string, unknown>>, name: string): string {
  const value = input[name]
  return typeof value === 'string' ? value : ''
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects in a list field; empty when it is no list. */
export function recordList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** A whole value for a person to read, when nothing better is known. */
export function prettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
