import type { ChoiceField, Elicitation, FormField } from '#shared/session/elicitation.ts'
import { isRecord } from '#shared/session/tools/toolInput.ts'
import type { NamedField } from './Fields.tsx'

/** Formats described in words; any other is shown as it is. */
export const supportedFormats: ReadonlySet<string> = new Set(['email', 'uri', 'date', 'date-time'])

type Input = Readonly<Record<string, unknown>>

/** All parts of a server's request that the form does not show, so that nothing is hidden. */
export function unsupportedFields(input: Input, { url, fields }: Elicitation): readonly NamedField[] {
  const { requested_schema: schema } = input
  const form = isRecord(schema) ? schema : {}
  return [
    ...Object.entries(input).filter(([name, value]) => !isDrawn(name, value, url)),
    ...Object.entries(form).filter(([name, value]) => !isDrawnOfForm(name, value)),
    ...fields.flatMap((field): readonly NamedField[] => {
      const property = isRecord(form['properties']) ? form['properties'][field.name] : undefined
      return field.kind === 'json' || !isRecord(property) ? [] : undrawnOf(field, property)
    }),
  ]
}

function isDrawn(name: string, value: unknown, url: string | null): boolean {
  switch (name) {
    case 'mcp_server_name':
    case 'message':
      return typeof value === 'string'
    case 'mode':
      return value === 'form' || value === 'url'
    case 'url':
      return url === value
    case 'requested_schema':
      return isRecord(value)
    case 'property_order':
      return isStrings(value)
    default:
      return false
  }
}

function isDrawnOfForm(name: string, value: unknown): boolean {
  switch (name) {
    case 'type':
      return value === 'object'
    case 'properties':
      return isRecord(value)
    case 'required':
      return isStrings(value)
    default:
      return false
  }
}

function undrawnOf(field: FormField, property: Input): readonly NamedField[] {
  return Object.entries(property)
    .filter(([key, value]) => !isDrawnOfField(field, key, value))
    .map(([key, value]) => [`${field.name}, ${key}`, value] as const)
}

function isDrawnOfField(field: FormField, key: string, value: unknown): boolean {
  switch (key) {
    case 'type':
      return typeof value === 'string' && TYPES[field.kind].includes(value)
    case 'title':
    case 'description':
      return typeof value === 'string'
    case 'default':
      return isPreset(field, value)
    default:
      if (key === 'format' && field.kind === 'text') {
        return typeof value === 'string' && supportedFormats.has(value)
      }
      return field.kind === 'choice' ? isOfChoice(field, key, value) : LIMITS[field.kind][key] === typeof value
  }
}

const TYPES: Readonly<Record<FormField['kind'], readonly string[]>> = {
  text: ['string'],
  number: ['number', 'integer'],
  switch: ['boolean'],
  choice: ['string', 'array'],
  json: [],
}

const LIMITS: Readonly<Record<Exclude<FormField['kind'], 'choice'>, Readonly<Record<string, string>>>> = {
  text: { minLength: 'number', maxLength: 'number' },
  number: { minimum: 'number', maximum: 'number' },
  switch: {},
  json: {},
}

/** Whether the value is shown as the field's default. */
function isPreset(field: FormField, value: unknown): boolean {
  switch (field.kind) {
    case 'text':
      return field.preset === value
    case 'number':
      return typeof value === 'number' && field.preset === String(value)
    case 'switch':
      return typeof value === 'boolean'
    case 'choice':
      return [value].flat().every((one) => field.options.some((option) => option.value === one))
    case 'json':
      return false
  }
}

function isOfChoice(field: ChoiceField, key: string, value: unknown): boolean {
  return key === 'items' ? isItems(field, value) : isChoices(field, key, value)
}

/** Whether the choices show all of it. */
function isChoices({ options }: ChoiceField, key: string, value: unknown): boolean {
  const isOption = (one: unknown) => options.some(({ value: choice, label }) => one === choice || one === label)
  switch (key) {
    case 'enum':
    case 'enumNames':
      return Array.isArray(value) && value.every(isOption)
    case 'oneOf':
    case 'anyOf':
      return Array.isArray(value) && value.every((one) => isRecord(one) && Object.entries(one).every(isOfOption))
    case 'minItems':
    case 'maxItems':
      return typeof value === 'number'
    default:
      return false
  }

  function isOfOption([name, inside]: readonly [string, unknown]): boolean {
    return (name === 'const' || name === 'title') && isOption(inside)
  }
}

function isItems(field: ChoiceField, value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.entries(value).every(([name, inside]) =>
      name === 'type' ? inside === 'string' : isChoices(field, name, inside),
    )
  )
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}
