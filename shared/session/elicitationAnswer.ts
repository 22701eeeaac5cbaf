import { counted } from '../text/plural.ts'
import type { ChoiceField, Elicitation, FormField, NumberField, TextField } from './elicitation.ts'

/**
 * What is wrong with the values that somebody gave for a form, as a sentence that names the field; null: nothing. The page
 * asks before it sends, the host before it passes them on. No pattern of the server's is run: it could take for ever.
 */
export function contentProblem(
  { fields, isTooLong }: Pick<Elicitation, 'fields' | 'isTooLong'>,
  content: Readonly<Record<string, unknown>>,
): string | null {
  if (isTooLong) {
    return 'The form has too many fields to be filled in here.'
  }
  const known = new Set(fields.map(({ name }) => name))
  const unknown = Object.keys(content).find((name) => !known.has(name))
  if (unknown !== undefined) {
    return `The form has no field “${unknown}”.`
  }
  for (const field of fields) {
    const problem = fieldProblem(field, Object.hasOwn(content, field.name) ? content[field.name] : undefined)
    if (problem !== null) {
      return `${field.title}: ${problem}`
    }
  }
  return null
}

/** As above, for one field; undefined: it is left empty. */
export function fieldProblem(field: FormField, value: unknown): string | null {
  if (value === undefined) {
    return field.isRequired ? 'this is needed.' : null
  }
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? textProblem(field, value) : 'this must be a text.'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? numberProblem(field, value)
        : 'this must be a number.'
    case 'switch':
      return typeof value === 'boolean' ? null : 'this must be yes or no.'
    case 'choice':
      return choiceProblem(field, value)
    case 'json':
      return null
  }
}

const formats: Readonly<Record<string, readonly [(text: string) => boolean, string]>> = {
  email: [(text) => /^[^\s@]{1,64}@[^\s@]{1,255}$/.test(text), 'this must be an e-mail address.'],
  uri: [(text) => /^[a-z][a-z\d+.-]{0,30}:\S+$/i.test(text), 'this must be a web address, with https:// before it.'],
  date: [(text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)), 'this must be a date.'],
  'date-time': [(text) => !Number.isNaN(Date.parse(text)), 'this must be a date and a time.'],
}

function textProblem({ format, minLength, maxLength }: TextField, value: string): string | null {
  // JSON Schema counts characters, not UTF-16 units.
  const length = value.replaceAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, '.').length
  if (length < minLength) {
    return counted(minLength, { one: 'at least # character is needed.', other: 'at least # characters are needed.' })
  }
  if (length > maxLength) {
    return counted(maxLength, { one: 'at most # character is possible.', other: 'at most # characters are possible.' })
  }
  const known = Object.hasOwn(formats, format) ? formats[format] : undefined
  return known === undefined || known[0](value) ? null : known[1]
}

function numberProblem({ isWhole, minimum, maximum }: NumberField, value: number): string | null {
  if (isWhole && !Number.isInteger(value)) {
    return 'this must be a whole number.'
  }
  if (value < minimum) {
    return `this must be at least ${minimum}.`
  }
  return value > maximum ? `this must be at most ${maximum}.` : null
}

function choiceProblem({ options, isMulti, minItems, maxItems }: ChoiceField, value: unknown): string | null {
  const chosen: readonly unknown[] = isMulti && Array.isArray(value) ? value : [value]
  if (chosen.some((one) => !options.some((option) => option.value === one))) {
    return 'this is none of the choices.'
  }
  if (chosen.length < minItems) {
    return `choose at least ${minItems}.`
  }
  return chosen.length > maxItems ? `choose at most ${maxItems}.` : null
}
