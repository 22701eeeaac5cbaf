import * as z from 'zod'
import { BROWSER_PROOF_HEADER } from '#shared/browserProof.ts'
import { ErrorBody } from '#shared/errors.ts'
import type { HttpRoute } from '#shared/operations/operation.ts'
import { operations } from '#shared/operations/table.ts'
import type { RequestOperationName } from '../kernel/call.ts'
import { httpOperations } from './routes.ts'

type JsonSchema = z.core.JSONSchema.BaseSchema

/** The OpenAPI 3.1 description of every HTTP route, from the same schemas that validate. */
export function describeApi({ version, cookieName }: { version: string; cookieName: string }): object {
  const paths: Record<string, Record<string, Described>> = {}
  for (const { name, http } of httpOperations()) {
    const path = http.path.replaceAll(/:(\w+)/g, '{$1}')
    const method = http.method.toLowerCase()
    const known = paths[path]?.[method]
    const described = describe(name, http)
    paths[path] = { ...paths[path], [method]: known === undefined ? described : withAlternative(described, known) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Homeport', version, description: 'Your workstation’s Claude Code, from any browser.' },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal access token or an access token.' },
        browser: {
          type: 'apiKey',
          in: 'cookie',
          name: cookieName,
          description: `Over TLS with the prefix __Host-. Of a sign-in with a browser_key: with the header ${BROWSER_PROOF_HEADER}.`,
        },
      },
      schemas: { Error: schemaOf(ErrorBody, 'output') },
    },
  }
}

/** Two rows of one address: the one that answers everybody, and what the other one answers where that is accepted. */
function withAlternative(usual: Described, other: Described): Described {
  const both = Object.entries(usual.responses).map(([status, response]) => {
    const content = { ...other.responses[status]?.content, ...response.content }
    return [status, { ...response, content }]
  })
  return { ...usual, responses: Object.fromEntries(both) }
}

/** What is read of a description again. */
interface Described extends Readonly<Record<string, unknown>> {
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: object }>>
}

function describe(name: RequestOperationName, http: HttpRoute): Described {
  const operation = operations[name]
  const inPath = [...http.path.matchAll(/:(\w+)/g)].map(([, field]) => String(field))
  const params = schemaOf(operation.params, 'input')
  const hasBody = http.method !== 'GET' && http.method !== 'DELETE' && http.body === undefined
  const body = withoutFields(params, inPath)
  return {
    operationId: name,
    summary: operation.summary,
    tags: [name.split('.')[0]],
    'x-scope': operation.scope,
    security: operation.scope === 'public' ? [] : [{ token: [] }, { browser: [] }],
    parameters: [...inPath.map(pathParameter), ...(hasBody ? [] : queryParameters(body))],
    ...(hasBody ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
    ...(http.body === 'bytes' ? { requestBody: { content: { 'application/octet-stream': {} } } } : {}),
    responses: {
      [String(http.status ?? 200)]: {
        description: operation.summary,
        content:
          http.answers === undefined
            ? { 'application/json': { schema: schemaOf(operation.result, 'output') } }
            : { [http.answers]: {} },
      },
      default: {
        description: 'What went wrong.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return described
}

function pathParameter(name: string): object {
  return { name, in: 'path', required: true, schema: { type: 'string' } }
}

function queryParameters(schema: JsonSchema): object[] {
  return Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: field,
  }))
}

/** The schema of what is left for the query or the body once the path carries some fields. */
function withoutFields(schema: JsonSchema, fields: readonly string[]): JsonSchema {
  const alternatives = schema.oneOf ?? schema.anyOf
  if (alternatives !== undefined) {
    return { oneOf: alternatives.map((one) => withoutFields(one, fields)) }
  }
  const left = Object.entries(schema.properties ?? {}).filter(([name]) => !fields.includes(name))
  return {
    ...schema,
    properties: Object.fromEntries(left),
    required: (schema.required ?? []).filter((name) => !fields.includes(name)),
  }
}
