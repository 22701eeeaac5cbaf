import type { DangerCode, Span } from '../dangerTable.ts'
import type { Field, Value } from './words.ts'

/** One program with its arguments, as far as they are known. */
export interface Call {
  /** The program's bare name: no folder, no `.exe`, lower case. */
  readonly name: string
  readonly args: readonly Field[]
  readonly span: Span
  /** What it reads; null when nothing is piped or redirected into it. */
  readonly stdin: Value | null
  /** Further arguments come from elsewhere (`xargs`, `find -exec`). */
  readonly isFed: boolean
}

/** What a rule can do about a call. */
export interface RuleContext {
  report(code: DangerCode, span: Span): void
  /** Notes a path that is written, deleted or changed. */
  write(path: Field): void
  /** Reads a text as a shell script that runs. */
  execute(script: Value, at: Pick<Field, 'span' | 'verbatimAt'>): void
  /** Judges a program that another one starts: `fields` from its name on. Returns what it writes. */
  start(fields: readonly Field[], how: Pick<Call, 'stdin' | 'isFed'>): Value
  /** What a file holds that an earlier part of the command wrote; null for any other. */
  file(path: string): Value | null
  keep(path: string, content: Value): void
  changeFolder(path: Field | undefined): void
}

/** Judges one program. Returns what it writes; undefined: something that is not known. */
export type Rule = (call: Call, context: RuleContext) => Value | undefined | void

export interface Options {
  /** Whether any of these was given: letters without their dash, long names without theirs. */
  readonly has: (...names: readonly string[]) => boolean
  /** The values of these options, in order. */
  readonly values: (...names: readonly string[]) => readonly Field[]
  readonly rest: readonly Field[]
}

/**
 * Sorts arguments into options and the rest, as `getopt` does: clusters, `--name=value`, `--`. `withValue`: the options
 * that take one. Long options may be cut short, as GNU programs allow.
 */
export function optionsOf(args: readonly Field[], withValue: readonly string[] = []): Options {
  const given: { name: string; value: Field | null }[] = []
  const rest: Field[] = []
  let index = 0
  while (index < args.length) {
    const field = args[index]
    index += 1
    if (field === undefined || !/^-./.test(field.text)) {
      rest.push(...(field === undefined ? [] : [field]))
    } else if (field.text === '--') {
      rest.push(...args.slice(index))
      break
    } else {
      const { options, takesNext } = readOption(field, withValue)
      given.push(...options)
      const last = given.at(-1)
      if (takesNext && last !== undefined) {
        last.value = args[index] ?? null
        index += 1
      }
    }
  }
  return {
    rest,
    has: (...names) => given.some(({ name }) => names.includes(name)),
    values: (...names) => given.flatMap(({ name, value }) => (names.includes(name) && value !== null ? [value] : [])),
  }
}

function readOption(field: Field, withValue: readonly string[]) {
  const { text } = field
  if (text.startsWith('--')) {
    const equals = text.indexOf('=')
    const name = equals === -1 ? text.slice(2) : text.slice(2, equals)
    const value = equals === -1 ? null : part(field, equals + 1)
    return { options: [{ name, value }], takesNext: value === null && withValue.includes(name) }
  }
  const options: { name: string; value: Field | null }[] = []
  for (let at = 1; at < text.length; at += 1) {
    const name = text.charAt(at)
    const takes = withValue.includes(name)
    const attached = takes && at + 1 < text.length
    options.push({ name, value: attached ? part(field, at + 1) : null })
    if (takes) {
      return { options, takesNext: !attached }
    }
  }
  return { options, takesNext: false }
}

/** The rest of a field from `from` on. */
export function part(field: Field, from: number): Field {
  return {
    ...field,
    text: field.text.slice(from),
    verbatimAt: field.verbatimAt === null ? null : field.verbatimAt + from,
  }
}
