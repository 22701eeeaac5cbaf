import { expect, test } from 'vitest'
import type { HttpRoute } from '#shared/operations/operation.ts'
import { operations } from '#shared/operations/table.ts'
import { describeApi } from '#server/gateway/http/openapi.ts'
import { startTestGateway } from '#test/support/gateway/gateway.ts'

interface Described {
  readonly paths: Record<
    string,
    Record<
      string,
      { operationId: string; parameters: { name: string; in: string }[]; requestBody?: object; responses: object }
    >
  >
}

test('every HTTP row of the table is described, with its path parameters', () => {
  const { paths } = describeApi({ version: '1', cookieName: 'homeport_session' }) as Described
  const rows = Object.entries(operations).flatMap(([name, row]) => {
    const http: HttpRoute | undefined = 'http' in row ? row.http : undefined
    return http === undefined ? [] : [{ name, ...http }]
  })
  expect(rows.length).toBeGreaterThan(10)
  for (const { name, method, path } of rows.filter((row) => row.only_where_accepted === undefined)) {
    const described = paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    expect(described?.operationId).toBe(name)
    const named = described?.parameters.filter((one) => one.in === 'path').map((one) => one.name)
    expect(named).toEqual([...path.matchAll(/:(\w+)/g)].map(([, field]) => field))
  }
})

test('a row that answers only where it is accepted is described beside the other of its address', () => {
  const { paths } = describeApi({ version: '1', cookieName: 'homeport_session' }) as Described
  expect(paths['/api/session/{session_id}/exec']?.['post']).toMatchObject({
    operationId: 'exec.run',
    responses: { 200: { content: { 'application/json': {}, 'application/x-ndjson': {} } } },
  })
})

test('what the path carries is asked for neither in the query nor in the body', () => {
  const { paths } = describeApi({ version: '1', cookieName: 'homeport_session' }) as Described
  const body = JSON.stringify(paths['/api/session/{session_id}/control']?.['post']?.requestBody)
  expect(body).toContain('"interrupt"')
  expect(body).not.toContain('session_id')
  const query = paths['/api/session/{session_id}/events']?.['get']?.parameters.filter((one) => one.in === 'query')
  expect(query?.map((one) => one.name)).toEqual(['after_seq', 'before_seq', 'limit'])
})

test('the description is for those who are signed in', async () => {
  const { ask, signIn } = await startTestGateway()
  expect((await ask('GET', '/api/openapi.json')).status).toBe(401)
  const { token } = await signIn()
  expect((await ask('GET', '/api/openapi.json', { token })).body).toMatchObject({ openapi: '3.1.0' })
})
