import { expect, test } from 'vitest'
import { waitForTrayHost } from '#main/tray/trayHost.ts'

function panelThatComes(after: number) {
  const seen = { asked: 0, waited: 0 }
  const ending = new AbortController()
  const found = () =>
    waitForTrayHost({
      ask: async () => (seen.asked += 1) > after,
      signal: ending.signal,
      wait: async (ms) => void (seen.waited += ms),
    })
  return { seen, found, ending }
}

test('a panel that comes up after the program is found', async () => {
  const { found, seen } = panelThatComes(5)
  expect(await found()).toBe(true)
  expect(seen).toEqual({ asked: 6, waited: 10_000 })
})

test('after a minute there is none', async () => {
  const { found, seen } = panelThatComes(Number.POSITIVE_INFINITY)
  expect(await found()).toBe(false)
  expect(seen.waited).toBeGreaterThanOrEqual(60_000)
})

test('a program that quits meanwhile shows nothing', async () => {
  const { found, ending } = panelThatComes(0)
  ending.abort()
  expect(await found()).toBe(false)
})
