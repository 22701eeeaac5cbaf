import { expect, test } from 'vitest'
import { type Here, mergePreferences, unsent } from '#renderer/state/workstation/mergePreferences.ts'

const initial: Here = { theme: 'system', single_keys: true, model: null, permission_mode: null, effort: null }
const nothing = { theme: null, single_keys: null, model: null, permission_mode: null, effort: null }

function settle(...[here, before, told]: Parameters<typeof mergePreferences>) {
  const { next, agreed } = mergePreferences(here, before, told)
  return { next, sent: unsent(next, agreed) }
}

test('a new device takes what was chosen on another', () => {
  const told = { theme: 'dark', single_keys: false, model: 'opus', permission_mode: 'plan', effort: 'high' } as const
  expect(settle(initial, null, told)).toEqual({ next: told, sent: {} })
})

test('what a browser had before there was anything on the workstation stays, and is sent', () => {
  const here = { ...initial, theme: 'dark', single_keys: false } as const
  expect(settle(here, null, nothing)).toEqual({ next: here, sent: { theme: 'dark', single_keys: false } })
  expect(settle(here, null, { ...nothing, theme: 'light' })).toEqual({
    next: { ...here, theme: 'light' },
    sent: { single_keys: false },
  })
})

test('what was changed on another device holds here too', () => {
  const before = { ...initial, theme: 'dark', model: 'opus' } as const
  const told = { ...nothing, theme: 'light' } as const
  expect(settle(before, before, told)).toEqual({ next: { ...initial, theme: 'light' }, sent: {} })
})

test('what was changed here without a connection is sent with the next', () => {
  const before = { ...initial, theme: 'dark' } as const
  const here = { ...before, theme: 'system', permission_mode: 'plan', effort: 'low' } as const
  expect(settle(here, before, { ...nothing, theme: 'dark' })).toEqual({
    next: here,
    sent: { theme: 'system', permission_mode: 'plan', effort: 'low' },
  })
})

test('where both ends say the same nothing is sent', () => {
  const here = { ...initial, theme: 'dark' } as const
  expect(settle(here, initial, { ...nothing, theme: 'dark' })).toEqual({ next: here, sent: {} })
  expect(settle(initial, null, nothing)).toEqual({ next: initial, sent: {} })
})
