import { redactFields, redactText } from '#server/platform/log/redact.ts'

/** Deeper than anything we report. */
const MAX_DEPTH = 12

/** A copy that may leave this machine: no secrets, and the home directory is `~`. Takes JSON; other things become text. */
export function shareable(value: unknown, home: string): unknown {
  return copy(value, home, 0)
}

function copy(value: unknown, home: string, depth: number): unknown {
  if (typeof value === 'string') {
    return withoutHome(redactText(value), home)
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  if (depth >= MAX_DEPTH) {
    return '[deeper]'
  }
  if (Array.isArray(value)) {
    return value.map((entry) => copy(entry, home, depth + 1))
  }
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => [
    withoutHome(redactText(name), home),
    isSecretName(name, field) ? '[redacted]' : copy(field, home, depth + 1),
  ])
  return Object.fromEntries(fields)
}

/** By its name alone; the log has the same rule. */
function isSecretName(name: string, value: unknown): boolean {
  const probe = typeof value === 'object' && value !== null ? 'x' : value
  return typeof probe !== 'boolean' && redactFields({ [name]: probe })[name] === '[redacted]' && probe !== '[redacted]'
}

/** Paths contain the person's name. */
function withoutHome(text: string, home: string): string {
  if (home.length < 2) {
    return text
  }
  const inJson = JSON.stringify(home).slice(1, -1)
  return text.replaceAll(home, '~').replaceAll(inJson, '~')
}
