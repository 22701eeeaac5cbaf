import { blocks, code, table, typescript, writtenFrom } from './markdown.ts'
import { type OperationRow, operationRows } from './operationRows.ts'
import { namedShapes, schemaText, shapeText } from './schemaText.ts'

/** Every operation that has an HTTP route, by what it is about. */
export function apiPage(): string {
  const rows = operationRows().flatMap(([name, operation]) =>
    operation.http === undefined ? [] : [{ name, operation, route: operation.http }],
  )
  const subjects = [...new Set(rows.map(({ name }) => subject(name)))]
  return blocks(
    '# HTTP API',
    writtenFrom('`shared/operations`'),
    INTRODUCTION,
    '## Beside the operations',
    table(['address', 'answers', 'who'], otherRoutes),
    ...subjects.flatMap((about) => [
      `## ${about}`,
      ...rows
        .filter(({ name }) => subject(name) === about)
        .map(({ name, operation, route }) =>
          blocks(
            `### ${route.method} ${route.path}`,
            operation.summary,
            who(name, operation),
            typescript({ Params: schemaText(operation.params, 'in'), Answer: schemaText(operation.result, 'out') }),
          ).trimEnd(),
        ),
    ]),
    '## Shapes',
    ...Object.entries(namedShapes).map(
      ([name, schema]) => `### ${name}\n\n${typescript({ [name]: shapeText(schema) })}`,
    ),
  )
}

const INTRODUCTION = `A running Homeport serves the same, for machines, at \`GET /api/openapi.json\` (OpenAPI 3.1). Programs sign in with
\`Authorization: Bearer TOKEN\`; \`homeport token create --name NAME\` prints one. Parameters are the parts of the path (\`:id\`), the
query of \`GET\` and \`DELETE\`, and the JSON body of everything else, together. Errors are \`{"error": ErrorData}\` with \`timestamp\` and
\`request_id\` in it; the codes are in [errors.md](errors.md). What follows a session live is in [frames.md](frames.md).

Scopes: \`public\` asks for nothing, \`read\` < \`drive\` < \`manage\`; \`local\` is for this machine: its command line, and the owner's
browser on it.`

/** Routes that are no operations: what they answer is not for the page or for programs that drive sessions. */
export const otherRoutes: readonly (readonly [string, string, string])[] = [
  ['`GET /live`', 'whether the process answers', 'everybody'],
  ['`GET /ready`', '200 once a session can be had, 503 before', 'everybody'],
  ['`GET /health`', 'the status; the whole report for this machine and whoever is signed in', 'everybody'],
  ['`GET /metrics`', 'metrics in Prometheus’ text format', 'this machine; from elsewhere a token of the owner'],
  ['`GET /api/openapi.json`', 'this page for machines', '`read`'],
  ['`GET /homeport-ca.crt`', 'the certificate of the own authority, where there is one', 'everybody'],
  ['`GET /homeport.mobileconfig`', 'the same as a profile for iPhones, iPads and Macs', 'everybody'],
  ['`GET /auth/github`', 'sends a browser to GitHub, which sends it back to `/auth/github/callback`', 'everybody'],
]

function who(name: string, { scope, listener, http }: OperationRow): string {
  const only = listener === 'loopback' ? ' · on the loopback port only' : ''
  return `Operation ${code(name)} · scope ${code(scope)} · answers ${http?.status ?? 200}${only}`
}

function subject(name: string): string {
  return name.split('.')[0] ?? name
}
