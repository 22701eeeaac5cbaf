import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeLocks } from '#test/fakes/fakeLocks.ts'
import { FakeStorage } from '#test/fakes/fakeStorage.ts'

const OTHER = 'homeport.tab.other'
const NAME = 'homeport.draft.ses_a.other'

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A tab with nothing in its composer, and another one that is open with a draft. */
async function beside() {
  const [storage, locks] = [new FakeStorage(), new FakeLocks()]
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('navigator', { locks })
  storage.setItem(NAME, 'half a thought')
  locks.hold(OTHER)
  const [drafts, closing] = await Promise.all([
    import('#renderer/state/writing/drafts.ts'),
    import('#renderer/state/writing/sync/closingTabs.ts'),
  ])
  closing.adoptFromClosing('ses_a')
  await vi.advanceTimersByTimeAsync(0)
  return { storage, locks, ...drafts }
}

test('the draft of a tab that is reloaded slowly stays its own', async () => {
  const { storage, locks, draftOf } = await beside()
  locks.release(OTHER)
  await vi.advanceTimersByTimeAsync(3_000)
  locks.hold(OTHER)
  await vi.advanceTimersByTimeAsync(40_000)
  expect(draftOf('ses_a')).toBe('')
  expect(storage.getItem(NAME)).toBe('half a thought')
})

test('the draft of a tab that is closed is taken over, by one tab: that of the closed one is held meanwhile', async () => {
  const { storage, locks, draftOf, draftChanges } = await beside()
  const held: boolean[] = []
  draftChanges.subscribe(() => held.push(locks.isHeld(OTHER)))
  locks.release(OTHER)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(draftOf('ses_a')).toBe('half a thought')
  expect(storage.getItem(NAME)).toBeNull()
  expect(held).toEqual([true])
})
