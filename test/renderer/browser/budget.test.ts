import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

test('at most 150 KB of JavaScript travel before a conversation shows', async () => {
  const { gateway, sessions, person } = await visit('/nowhere')
  await person.page.goto('about:blank')
  const cdp = await person.page.context().newCDPSession(person.page)
  await cdp.send('Network.enable')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  const scripts = new Set<string>()
  let bytes = 0
  cdp.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.url.endsWith('.js')) {
      scripts.add(requestId)
    }
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += scripts.has(requestId) ? encodedDataLength : 0
  })
  await person.page.goto(`${gateway.url}/session/${sessions.working.id}`)
  await person.sees(/8 tests pass/)
  expect(bytes).toBeGreaterThan(50_000)
  expect(bytes).toBeLessThanOrEqual(150_000)
})
