import { afterEach, expect, test, vi } from 'vitest'
import { notifyOf } from '#renderer/worker/notifications.ts'

const show = { kind: 'show', tag: 't', title: 'A title', body: 'What happened', path: '/', at: 0 } as const

afterEach(() => void vi.unstubAllGlobals())

test('the number on the app is what a message says; a test, which knows nothing of what waits, leaves it', async () => {
  const badges: number[] = []
  vi.stubGlobal('navigator', { setAppBadge: async (count: number) => void badges.push(count) })
  const shown: string[] = []
  const scope = {
    registration: {
      showNotification: async (title: string) => void shown.push(title),
      getNotifications: async () => [],
    },
    clients: { matchAll: async () => [] },
  }
  for (const pushed of [
    { ...show, badge: 2 },
    { ...show, badge: 0, test: 'a test' },
    { kind: 'close', tag: 't', badge: 1 },
  ]) {
    await notifyOf(scope as never, { data: { json: () => pushed } } as never)
  }
  expect(badges).toEqual([2, 1])
  expect(shown).toEqual(['A title', 'A title'])
})
