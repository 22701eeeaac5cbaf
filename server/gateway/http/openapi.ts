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
  const paths: Record<string, Record<string, object>> = {}
  for (const { name, http } of httpOperations()) {
    const path = http.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [http.method.toLowerCase()]: describe(name, http) }
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

function describe(name: RequestOperationName, http: HttpRoute): object {
  const operation = operations[name]
  const inPath = [...http.path.matchAll(/:(\w+)/g)].map(([, field]) => String(field))
  const params = schemaOf(operation.params, 'input')
  const hasBody = http.method !== 'GET' && http.method !== 'DELETE'
  const body = withoutFields(params, inPath)
  return {
    operationId: name,
    summary: operation.summary,
    tags: [name.split('.')[0]],
    'x-scope': operation.scope,
    security: operation.scope === 'public' ? [] : [{ token: [] }, { browser: [] }],
    parameters: [...inPath.map(pathParameter), ...(hasBody ? [] : queryParameters(body))],
    ...(hasBody ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [String(http.status ?? 200)]: {
        description: operation.summary,
        content: { 'application/json': { schema: schemaOf(operation.result, 'output') } },
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
