import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { REFUSED_TOKEN } from '#server/demo/api/apiKeys.ts'
import { type MessagesApi, startMessagesApi } from '#server/demo/api/messagesApi.ts'
import { validateToken } from '#server/host/claude/login/token.ts'

let api: MessagesApi

beforeAll(async () => {
  api = await startMessagesApi()
})

afterAll(async () => {
  await api.close()
})

test('an accepted token tells its organisation and rate limit', async () => {
  expect(await validateToken('sk-ant-api03-somethinglong', at(api.url))).toEqual({
    valid: true,
    organization: 'org-homeport-demo',
    rate_limit: 50,
  })
  expect(api.requests.at(-1)).toMatchObject({ header: 'x-api-key', path: '/v1/models' })
})

test('a subscription token is tried as what it is', async () => {
  expect(await validateToken('sk-ant-oat01-somethinglong', at(api.url))).toMatchObject({ valid: true })
  expect(api.requests.at(-1)).toMatchObject({ header: 'authorization', credential: 'sk-ant-oat01-somethinglong' })
})

test('a refused token says so', async () => {
  expect(await validateToken(REFUSED_TOKEN, at(api.url))).toMatchObject({
    valid: false,
    error_message: expect.any(String),
  })
})

test.each(['hello', 'sk-ant-', 'sk-ant-api03-with blank', 'sk-ant-api03-two\nlines', 'sk-ant-api03-ümlaut-long'])(
  'what cannot be a token is not sent anywhere: %j',
  async (token) => {
    const before = api.requests.length
    expect(await validateToken(token, at(api.url))).toMatchObject({ valid: false })
    expect(api.requests.length).toBe(before)
  },
)

test('an API out of reach says nothing about the token', async () => {
  await expect(validateToken('sk-ant-api03-somethinglong', at('http://127.0.0.1:9'))).rejects.toMatchObject({
    code: 'CLAUDE_002',
  })
})

test('a token follows no redirect', async () => {
  const elsewhere = createServer((_, response) => response.writeHead(302, { location: `${api.url}/v1/models` }).end())
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const address = elsewhere.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const before = api.requests.length
  await expect(validateToken('sk-ant-api03-somethinglong', at(`http://127.0.0.1:${port}`))).rejects.toMatchObject({
    code: 'CLAUDE_002',
  })
  expect(api.requests.length).toBe(before)
  elsewhere.close()
})

function at(apiBaseUrl: string): { apiBaseUrl: string; env: Record<string, string> } {
  return { apiBaseUrl, env: {} }
}
