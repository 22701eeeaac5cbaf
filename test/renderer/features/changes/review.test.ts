import { afterEach, expect, test, vi } from 'vitest'
import { FakeStorage } from '#test/fakes/fakeStorage.ts'

afterEach(() => vi.unstubAllGlobals())

test('comments that waited when they still stood in an entry of their own are taken over, once', async () => {
  const storage = new FakeStorage()
  vi.stubGlobal('localStorage', storage)
  const waited = [{ path: 'pool.ts', where: '17', snippet: 'bound = 10', text: 'Why ten?' }]
  storage.setItem('homeport.review.ses_a', JSON.stringify(waited))
  const { draftOf } = await import('#renderer/state/writing/drafts.ts')
  await import('#renderer/features/changes/git/review.ts')
  expect(JSON.parse(draftOf('review/ses_a'))).toEqual(waited)
  expect(storage.getItem('homeport.review.ses_a')).toBeNull()
})
