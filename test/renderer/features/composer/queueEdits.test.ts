import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { FakeStorage } from '#test/fakes/fakeStorage.ts'

const session_id = SessionId.parse('ses_a')
const TARGET = `queue/${session_id}`
const edited = JSON.stringify({ msg_a: { before: 'First the docs', text: 'First the changelog' } })

beforeEach(() => void vi.stubGlobal('localStorage', new FakeStorage()))
afterEach(() => vi.unstubAllGlobals())

/** A page that was just loaded, with the edits that were kept. */
async function load(kept: string) {
  vi.resetModules()
  const [edits, drafts, left] = await Promise.all([
    import('#renderer/features/composer/queueEdits.ts'),
    import('#renderer/state/writing/drafts.ts'),
    import('#renderer/state/writing/unsentTexts.ts'),
  ])
  drafts.storeDraft(TARGET, kept, 'page')
  return {
    ...edits,
    kept: () => drafts.draftOf(TARGET),
    unsent: () => left.unsentTexts.get().map(({ text }) => text),
  }
}

test('an edit that was not saved is kept once its message is gone', async () => {
  const page = await load(edited)
  page.reconcileQueueEdits(session_id, [])
  expect(page.unsent()).toEqual(['First the changelog'])
  expect(page.kept()).toBe('')
})

test('an edit that was being saved before a reload is not called unsent', async () => {
  const before = await load(edited)
  void before.saveQueueEdit(session_id, 'msg_a', 'First the changelog')
  const page = await load(before.kept())
  page.reconcileQueueEdits(session_id, [])
  expect(page.unsent()).toEqual([])
  expect(page.kept()).toBe('')
})

test('on the page that saves it, it is kept until the answer says that it was saved', async () => {
  const page = await load(edited)
  void page.saveQueueEdit(session_id, 'msg_a', 'First the changelog')
  page.reconcileQueueEdits(session_id, [])
  expect(page.unsent()).toEqual(['First the changelog'])
})
