import type { Elicitation, FormField } from '#shared/session/elicitation.ts'
import { fieldProblem } from '#shared/session/elicitationAnswer.ts'

/** The value of a field: text, a checkbox, or the chosen options. */
export type Entry = string | boolean | readonly string[]

/** What the server suggests, or nothing. */
export function presetOf(field: FormField): Entry {
  return field.kind === 'json' ? '' : field.preset
}

export interface Filled {
  /** The filled-in values, by field name. */
  readonly content: Readonly<Record<string, unknown>>
  /** The problem of each field; null when it is valid. */
  readonly problems: readonly (string | null)[]
}

/** The form's content for the server. Empty fields are left out. */
export function filledIn({ fields }: Elicitation, entries: readonly Entry[]): Filled {
  const values = fields.map((field, index) => valueOf(field, entries[index] ?? presetOf(field)))
  const content = fields.flatMap(({ name }, index) => (values[index] === undefined ? [] : [[name, values[index]]]))
  return {
    content: Object.fromEntries(content),
    problems: fields.map((field, index) =>
      values[index] === BROKEN ? 'this must be JSON, such as {"a": 1}.' : fieldProblem(field, values[index]),
    ),
  }
}

/** The text typed into the form, each field with its title; empty when nothing was typed. */
export function writtenIn({ fields }: Elicitation, entries: readonly Entry[]): string {
  return fields
    .flatMap((field, index) => {
      const entry = entries[index]
      return typeof entry === 'string' && entry.trim() !== '' && entry !== presetOf(field)
        ? [`${field.title}: ${entry}`]
        : []
    })
    .join('\n')
}

const BROKEN = Symbol('no JSON')

function valueOf(field: FormField, entry: Entry): unknown {
  if (typeof entry === 'boolean') {
    return entry
  }
  if (typeof entry !== 'string') {
    return entry.length === 0 ? undefined : field.kind === 'choice' && !field.isMulti ? entry[0] : entry
  }
  if (entry.trim() === '') {
    return undefined
  }
  switch (field.kind) {
    case 'number':
      return Number(entry)
    case 'json':
      return parsed(entry)
    default:
      return entry
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return BROKEN
  }
}
