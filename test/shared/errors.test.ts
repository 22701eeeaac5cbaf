import { describe, expect, test } from 'vitest'
import {
  type ErrorCode,
  HomeportError,
  ReceivedErrorData,
  errorStatus,
  errorTable,
  isRetryable,
  readDetails,
  receivedError,
} from '#shared/errors.ts'

/** As it comes over a link, a socket or HTTP. */
function received(code: string, details: Record<string, unknown> = {}): HomeportError {
  return receivedError(ReceivedErrorData.parse({ code, message: 'No.', details }))
}

describe('details that come from outside', () => {
  test.each<[ErrorCode, Record<string, unknown>, Record<string, unknown>]>([
    ['RATE_001', { retry_after: 3 }, { retry_after: 3 }],
    ['RATE_001', { retry_after: '3', retry_possible: true }, { retry_possible: true }],
    ['HOST_001', { retry_possible: 'true' }, {}],
    ['HOST_001', { retry_possible: true, incompatible: true }, { retry_possible: true }],
    ['AUTH_005', { reason: 'a code that has none' }, {}],
    ['SESSION_003', { error_code: null, path: 7 }, { error_code: null }],
    ['SESSION_004', { outcome: { decision: 'allow' } }, { outcome: { decision: 'allow' } }],
    ['INTERNAL_001', JSON.parse('{"__proto__": {"unsent": true}, "toString": 1}') as Record<string, unknown>, {}],
  ])('%s keeps of %j what it knows, and drops the rest', (code, given, kept) => {
    expect(received(code, given)).toMatchObject({ code, message: 'No.' })
    expect(received(code, given).details).toStrictEqual(kept)
  })

  test('of a newer Homeport keep their sentence under a code that promises nothing', () => {
    expect(received('GIT_006', { retry_possible: true })).toMatchObject({ code: 'INTERNAL_001', message: 'No.' })
  })
})

test('details are read for the codes that were asked for, and for no other', () => {
  const error = new HomeportError('RATE_001', 'Too many.', { details: { retry_after: 2 } })
  expect(readDetails(error, 'RATE_001')?.retry_after).toBe(2)
  expect(readDetails(error, 'HOST_001', 'RATE_001')).toEqual({ retry_after: 2 })
  expect(readDetails(error, 'HOST_001')).toBeNull()
  expect(readDetails({ code: 'RATE_001', details: { retry_after: 2 } }, 'RATE_001')).toBeNull()
  expect(readDetails(new Error('a bug'), 'INTERNAL_001')).toBeNull()
})

test('a code takes its own details only', () => {
  // @ts-expect-error -- a rate limit knows no port
  expect(new HomeportError('RATE_001', 'Too many.', { details: { key: 'port' } }).code).toBe('RATE_001')
  // @ts-expect-error -- seconds are a number
  expect(new HomeportError('RATE_001', 'Too many.', { details: { retry_after: '3' } }).code).toBe('RATE_001')
})

test('what may pass by itself is told by its details, whoever says it', () => {
  const passing = { details: { retry_possible: true } }
  const errors = [
    new HomeportError('HOST_001', 'Away.', passing),
    new HomeportError('HOST_002', 'Of another version.', passing),
    // A host from before these codes says it so.
    new HomeportError('SESSION_003', 'Away.', passing),
    new HomeportError('SESSION_003', 'It has ended.'),
    new HomeportError('QUEUE_001', 'Full.'),
    new Error('a bug'),
  ]
  expect(errors.map(isRetryable)).toEqual([true, true, true, false, false, false])
})

test('every code travels under a status that says failure', () => {
  for (const code of Object.keys(errorTable) as ErrorCode[]) {
    expect(errorStatus(code)).toBeGreaterThanOrEqual(400)
  }
  expect([errorStatus('HOST_001'), errorStatus('QUEUE_001'), errorStatus('PORT_001')]).toEqual([503, 409, 409])
})
