import { expect, test } from 'vitest'
import type { UpdateState } from '#shared/desktop/desktopState.ts'
import { type UpdateEvent, reduceUpdate } from '#main/updates/updateReducer.ts'

const current: UpdateState = { kind: 'current', checked_at: null }
const checking: UpdateState = { kind: 'checking' }
const available: UpdateState = { kind: 'available', version: '1.1.0' }
const downloading: UpdateState = { kind: 'downloading', version: '1.1.0', percent: 40 }
const ready: UpdateState = { kind: 'ready', version: '1.1.0' }
const failed: UpdateState = { kind: 'failed', message: 'no net' }
const unavailable: UpdateState = { kind: 'unavailable', reason: 'a checkout' }

const asked: UpdateEvent = { kind: 'asked' }
const none: UpdateEvent = { kind: 'none', at: '2026-11-21T12:00:00.000Z' }
const found: UpdateEvent = { kind: 'found', version: '1.1.0' }
const newer: UpdateEvent = { kind: 'found', version: '1.2.0' }
const fetched: UpdateEvent = { kind: 'fetched', version: '1.1.0' }
const broke: UpdateEvent = { kind: 'failed', message: 'no net' }
const upToDate: UpdateState = { kind: 'current', checked_at: '2026-11-21T12:00:00.000Z' }

test.for<[string, UpdateState, UpdateEvent, UpdateState]>([
  ['a look begins', current, asked, checking],
  ['a look after a failure begins anew', failed, asked, checking],
  ['a look does not stop what is being fetched', downloading, asked, downloading],
  ['a look keeps what was fetched', ready, asked, ready],
  ['nothing newer', checking, none, upToDate],
  ['nothing newer than what was fetched', ready, none, ready],
  ['something newer', checking, found, available],
  ['the same again changes nothing', downloading, found, downloading],
  ['what is ready is found again', ready, found, ready],
  ['something newer than what is ready', ready, newer, { kind: 'available', version: '1.2.0' }],
  ['a part is there', available, { kind: 'progress', percent: 40.7 }, downloading],
  ['a share of a percent changes nothing', downloading, { kind: 'progress', percent: 40.9 }, downloading],
  ['more than all is all', available, { kind: 'progress', percent: 140 }, { ...downloading, percent: 100 }],
  ['a late word of a download that is over', ready, { kind: 'progress', percent: 99 }, ready],
  ['all is there', downloading, fetched, ready],
  ['it did not work', downloading, broke, failed],
  ['a look that fails loses nothing', ready, broke, ready],
  ['who cannot update never can', unavailable, found, unavailable],
  ['and is asked in vain', unavailable, asked, unavailable],
])('%s', ([, state, event, expected]) => {
  expect(reduceUpdate(state, event)).toEqual(expected)
})

test('what does not change stays the same value, so that nobody is told for nothing', () => {
  expect(reduceUpdate(downloading, { kind: 'progress', percent: 40.2 })).toBe(downloading)
  expect(reduceUpdate(ready, asked)).toBe(ready)
})
