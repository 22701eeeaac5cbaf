import { isRecord, textField } from './tools/toolInput.ts'

interface Named {
  readonly name: string
  /** What people read instead of the name; the name where the server gave none. */
  readonly title: string
  readonly description: string
  readonly isRequired: boolean
}

export interface TextField extends Named {
  readonly kind: 'text'
  /** `email`, `uri`, `date`, `date-time`; empty: any text. */
  readonly format: string
  readonly minLength: number
  readonly maxLength: number
  readonly preset: string
}

export interface NumberField extends Named {
  readonly kind: 'number'
  readonly isWhole: boolean
  readonly minimum: number
  readonly maximum: number
  readonly preset: string
}

export interface SwitchField extends Named {
  readonly kind: 'switch'
  readonly preset: boolean
}

export interface ChoiceField extends Named {
  readonly kind: 'choice'
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly isMulti: boolean
  readonly minItems: number
  readonly maxItems: number
  readonly preset: readonly string[]
}

/** A field of a form that Homeport cannot draw: answered as JSON. `schema`: what the server wants there. */
export interface JsonField extends Named {
  readonly kind: 'json'
  readonly schema: unknown
}

export type FormField = TextField | NumberField | SwitchField | ChoiceField | JsonField

/** What an MCP server asks of a person. */
export interface Elicitation {
  readonly server: string
  readonly message: string
  /** The page that the server wants opened; null: it wants the form filled in. */
  readonly url: string | null
  readonly fields: readonly FormField[]
  /** More fields than a person can be asked for: the form can only be declined. */
  readonly isTooLong: boolean
}

const MAX_FIELDS = 100
const MAX_OPTIONS = 500

type Schema = Readonly<Record<string, unknown>>

/** Reads the input of an approval of kind `elicitation`. The schema comes from a foreign server. Never throws. */
export function readElicitation(input: Schema): Elicitation {
  const schema = isRecord(input['requested_schema']) ? input['requested_schema'] : {}
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  const required = new Set<unknown>(Array.isArray(schema['required']) ? schema['required'] : [])
  const names = Object.keys(properties)
  return {
    server: textField(input, 'mcp_server_name'),
    message: textField(input, 'message'),
    url: input['mode'] === 'url' ? textField(input, 'url') : null,
    fields: ordered(names.slice(0, MAX_FIELDS), input['property_order']).map((name) =>
      fieldOf(name, properties[name], required.has(name)),
    ),
    isTooLong: names.length > MAX_FIELDS,
  }
}

/** In the order in which the server listed them, where the way here has kept it. */
function ordered(names: readonly string[], order: unknown): readonly string[] {
  const listed: readonly unknown[] = Array.isArray(order) ? order : []
  const positions = new Map(listed.map((name, position) => [name, position] as const))
  return names.toSorted((one, other) => (positions.get(one) ?? listed.length) - (positions.get(other) ?? listed.length))
}

function fieldOf(name: string, property: unknown, isRequired: boolean): FormField {
  const schema = isRecord(property) ? property : {}
  const title = textField(schema, 'title') || name
  const named = { name, title, description: textField(schema, 'description'), isRequired }
  const choice = choiceOf(schema)
  if (choice !== null) {
    return { kind: 'choice', ...named, ...choice }
  }
  switch (schema['type']) {
    case 'string':
      return {
        kind: 'text',
        ...named,
        format: textField(schema, 'format'),
        minLength: limit(schema['minLength'], 0),
        maxLength: limit(schema['maxLength'], Infinity),
        preset: textField(schema, 'default'),
      }
    case 'number':
    case 'integer':
      return {
        kind: 'number',
        ...named,
        isWhole: schema['type'] === 'integer',
        minimum: limit(schema['minimum'], -Infinity),
        maximum: limit(schema['maximum'], Infinity),
        preset: typeof schema['default'] === 'number' ? String(schema['default']) : '',
      }
    case 'boolean':
      return { kind: 'switch', ...named, preset: schema['default'] === true }
    default:
      return { kind: 'json', ...named, schema: property }
  }
}

type Choice = Pick<ChoiceField, 'options' | 'isMulti' | 'minItems' | 'maxItems' | 'preset'>

function choiceOf(schema: Schema): Choice | null {
  const isMulti = schema['type'] === 'array'
  const items = isMulti ? (isRecord(schema['items']) ? schema['items'] : {}) : schema
  const options = optionsOf(items)
  if (options === null) {
    return null
  }
  const preset: readonly unknown[] = Array.isArray(schema['default']) ? schema['default'] : [schema['default']]
  return {
    options,
    isMulti,
    minItems: isMulti ? limit(schema['minItems'], 0) : 1,
    maxItems: isMulti ? limit(schema['maxItems'], Infinity) : 1,
    preset: preset.filter((value) => typeof value === 'string'),
  }
}

/** The forms that the protocol has had for a list of choices; null: something else, or too many to choose from. */
function optionsOf(schema: Schema): Choice['options'] | null {
  const values = schema['enum']
  if (Array.isArray(values)) {
    const labels: readonly unknown[] = Array.isArray(schema['enumNames']) ? schema['enumNames'] : []
    return bounded(values.map((value: unknown, at) => ({ value, label: labels[at] })))
  }
  const titled = schema['oneOf'] ?? schema['anyOf']
  return Array.isArray(titled)
    ? bounded(titled.map((one: unknown) => (isRecord(one) ? { value: one['const'], label: one['title'] } : {})))
    : null
}

function bounded(found: readonly { readonly value?: unknown; readonly label?: unknown }[]): Choice['options'] | null {
  const options = found.flatMap(({ value, label }) =>
    typeof value === 'string' ? [{ value, label: typeof label === 'string' && label !== '' ? label : value }] : [],
  )
  return options.length === found.length && found.length > 0 && found.length <= MAX_OPTIONS ? options : null
}

function limit(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}
