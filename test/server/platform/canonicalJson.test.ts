import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { canonicalJson, inputDigest } from '#server/platform/canonicalJson.ts'

test.each([
  [{ b: 1, a: { d: null, c: true } }, '{"a":{"c":true,"d":null},"b":1}'],
  // Names that look like numbers, which JavaScript would put first and in another order.
  [{ 9: 1, 10: 2, a: 3 }, '{"10":2,"9":1,"a":3}'],
  [[{ b: 1, a: 2 }, 'é\n"'], '[{"a":2,"b":1},"é\\n\\""]'],
  [{ x: [1.5, 1e21, -0, 1e-7] }, '{"x":[1.5,1e+21,0,1e-7]}'],
  [JSON.parse('{"__proto__":{"b":1},"a":2}'), '{"__proto__":{"b":1},"a":2}'],
  // By UTF-16 units, as RFC 8785 says: the surrogates of 😀 come before ﬃ.
  [{ ﬃ: 1, '😀': 2 }, '{"😀":2,"ﬃ":1}'],
])('JSON has one form, whatever order it came in: %j', (value, text) => {
  expect(canonicalJson(value)).toBe(text)
})

test('the hash of an input is computed by others as its description says', () => {
  const input = { command: 'echo "hé"', description: 'x', timeout: 5000 }
  const script = `process.stdin.on('data', (text) => {
    const sorted = Object.fromEntries(Object.entries(JSON.parse(text)).sort())
    process.stdout.write(require('node:crypto').createHash('sha256').update(JSON.stringify(sorted)).digest('hex'))
  })`
  const shuffled = JSON.stringify({ timeout: 5000, description: 'x', command: 'echo "hé"' })
  expect(inputDigest(input)).toBe(execFileSync(process.execPath, ['-e', script], { input: shuffled }).toString())
})
