import * as z from 'zod'
import { ErrorCode, ErrorData } from '#shared/errors.ts'
import { Overview, Subscribed } from '#shared/session/snapshots.ts'
import { User } from '#shared/operations/auth.ts'
import { DurableEvent } from '#shared/session/events.ts'
import { Approval, ApprovalOutcome, BackgroundTask, QueuedMessage, Session, Usage } from '#shared/session/session.ts'

/** Shapes that many answers hold: told once, named elsewhere. */
export const namedShapes = {
  Session,
  Approval,
  ApprovalOutcome,
  QueuedMessage,
  BackgroundTask,
  Usage,
  User,
  Overview,
  Subscribed,
  ErrorData,
} as const

const names = z.registry<{ id: string }>()
for (const [id, schema] of Object.entries(namedShapes)) {
  names.add(schema, { id })
}
names.add(DurableEvent, { id: 'DurableEvent' })
names.add(ErrorCode, { id: 'ErrorCode' })

type JsonSchema = z.core.JSONSchema.JSONSchema

/** A schema as TypeScript would write it. `in`: as a client may write it; `out`: as the server answers. */
export function schemaText(schema: z.ZodType, io: 'in' | 'out'): string {
  const described = describe(schema, io)
  const name = /^#\/\$defs\/(\w+)$/.exec(described.$ref ?? '')?.[1]
  return name ?? typeText(described)
}

/** The fields of a named shape, where others only name it. */
export function shapeText(schema: z.ZodType): string {
  const described = describe(schema, 'out')
  const name = /^#\/\$defs\/(\w+)$/.exec(described.$ref ?? '')?.[1]
  return typeText(name === undefined ? described : (described.$defs?.[name] ?? {}))
}

function describe(schema: z.ZodType, io: 'in' | 'out'): JsonSchema {
  return z.toJSONSchema(schema, {
    io: io === 'in' ? 'input' : 'output',
    unrepresentable: 'any',
    metadata: names,
  })
}

function typeText(schema: JsonSchema | boolean): string {
  if (typeof schema === 'boolean') {
    return 'unknown'
  }
  if (schema.$ref !== undefined) {
    return schema.$ref.split('/').at(-1) ?? 'unknown'
  }
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) {
    return choices.map(typeText).join(' | ')
  }
  if (schema.const !== undefined) {
    return JSON.stringify(schema.const)
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  }
  return Array.isArray(schema.type) ? schema.type.join(' | ') : plainText(schema)
}

function plainText(schema: JsonSchema): string {
  switch (schema.type) {
    case 'object':
      return objectText(schema)
    case 'array': {
      const entry = Array.isArray(schema.items) ? 'unknown' : typeText(schema.items ?? true)
      return /^\w+$/.test(entry) ? `${entry}[]` : `Array<${entry}>`
    }
    case undefined:
      return 'unknown'
    default:
      return String(schema.type)
  }
}

function objectText({ properties, required = [], additionalProperties }: JsonSchema): string {
  const fields = Object.entries(properties ?? {}).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${typeText(field)}`,
  )
  if (fields.length === 0) {
    return typeof additionalProperties === 'object' ? `Record<string, ${typeText(additionalProperties)}>` : '{}'
  }
  return `{ ${fields.join('; ')} }`
}
