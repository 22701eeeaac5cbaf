import { expect, test } from 'vitest'
import { redactFields, redactText } from '#server/platform/log/redact.ts'

const secrets = [
  'sk-ant-oat01-AbCdEf_123-xyz',
  'sk-ant-api03-AbCdEf_123-xyz',
  'hp_pat_0123456789abcdef',
  'hp_0123456789abcdef',
  'ghp_0123456789abcdef0123456789abcdef0123',
  'gho_0123456789abcdef',
  'ghu_0123456789abcdef',
  'ghs_0123456789abcdef',
  'github_pat_11ABCDEFG0123456789',
  'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
]

test.each(secrets)('%s is taken out of any text', (secret) => {
  for (const text of [secret, `before ${secret} after`, `"${secret}"`, `x=${secret}&y=1`, `a\n${secret}\nb`]) {
    expect(redactText(text)).not.toContain(secret)
    expect(redactText(text)).toContain('[redacted]')
  }
})

test.each([
  ['Authorization: Bearer abcdefgh12345678', 'Authorization: Bearer [redacted]'],
  ['GET /?secret=abc123&page=2', 'GET /?secret=[redacted]&page=2'],
  ['http://127.0.0.1:4170/#secret=abc123', 'http://127.0.0.1:4170/#secret=[redacted]'],
  ['https://me:hunter2@example.org/repo.git', 'https://me:[redacted]@example.org/repo.git'],
  ['nothing to hide: 12 tokens used', 'nothing to hide: 12 tokens used'],
])('%j becomes %j', (text, redacted) => {
  expect(redactText(text)).toBe(redacted)
})

test('values under secret names are removed, whatever they look like and however deep they lie', () => {
  const names = [
    'token',
    'access_token',
    'clientSecret',
    'Authorization',
    'set-cookie',
    'password',
    'passphrase',
    'api_key',
    'apiKey',
  ]
  for (const name of names) {
    const text = JSON.stringify(redactFields({ a: [{ [name]: 'plain-words' }], [name]: { inner: 'plain-words' } }))
    expect(text).not.toContain('plain-words')
  }
})

test('counts of tokens and absent secrets stay readable', () => {
  const facts = { input_tokens: 12, max_tokens: 1, token: null, has_secret: false }
  expect(redactFields(facts)).toEqual(facts)
})

test('errors keep message, code and causes, without the secrets in message, stack and cause', () => {
  const cause = Object.assign(new Error(`refused ${secrets[0]}`), {
    code: 'ECONNREFUSED',
    headers: { cookie: 'plain-words' },
  })
  const text = JSON.stringify(redactFields({ error: new Error(`failed with ${secrets[2]}`, { cause }) }))
  expect(text).toContain('failed with [redacted]')
  expect(text).toContain('refused [redacted]')
  expect(text).toContain('ECONNREFUSED')
  expect(text).not.toContain('plain-words')
  for (const secret of secrets) {
    expect(text).not.toContain(secret)
  }
})

test('maps, sets, addresses and keys are searched too', () => {
  const secret = secrets[0] ?? ''
  const facts = {
    map: new Map([
      ['cookie', 'plain-words'],
      ['x', secret],
    ]),
    set: new Set([secret]),
    [secret]: 1,
    url: new URL(`http://x/?token=${secret}`),
  }
  const text = JSON.stringify(redactFields(facts))
  expect(text).not.toContain(secret)
  expect(text).not.toContain('plain-words')
})

test('facts that would never end are cut', () => {
  const circle: Record<string, unknown> = {
    list: Array.from({ length: 10_000 }, () => 'x'),
    long: 'y'.repeat(1_000_000),
  }
  circle['self'] = circle
  circle['bytes'] = Buffer.alloc(1_000_000)
  let deep: unknown = 'end'
  for (let depth = 0; depth < 1_000; depth += 1) {
    deep = { deep }
  }
  circle['deep'] = deep
  expect(JSON.stringify(redactFields(circle)).length).toBeLessThan(20_000)
})

test('a long text of spaces and slashes takes no time', () => {
  const before = performance.now()
  redactText('//'.repeat(200_000) + 'Bearer '.repeat(50_000) + 'hp_'.repeat(100_000))
  expect(performance.now() - before).toBeLessThan(5_000)
})
