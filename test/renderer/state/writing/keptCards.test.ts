import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { FakeStorage } from '#test/fakes/fakeStorage.ts'

const session_id = SessionId.parse('ses_a')
const card = { session_id, approval_id: 'apr_a' }
const typed = { value: 'not like that', text: 'not like that', isPrivate: false, isSent: false }

beforeEach(() => void vi.stubGlobal('localStorage', new FakeStorage()))
afterEach(() => vi.unstubAllGlobals())

/** A page that was just loaded: nothing is left of the one before but what was kept. */
async function load(kept = '') {
  vi.resetModules()
  const [cards, keeping, drafts, left] = await Promise.all([
    import('#renderer/state/writing/cardEntries.ts'),
    import('#renderer/state/writing/keptCards.ts'),
    import('#renderer/state/writing/drafts.ts'),
    import('#renderer/state/writing/unsentTexts.ts'),
  ])
  const target = keeping.cardsTarget(session_id)
  drafts.storeDraft(target, kept, 'page')
  return {
    ...cards,
    ...keeping,
    kept: () => drafts.draftOf(target),
    unsent: () => left.unsentTexts.get().map(({ text }) => text),
  }
}

/** A page in which a reason is typed. */
async function typing() {
  const page = await load()
  page.setEntry(card, 'reason', typed)
  page.keepCard(card)
  return page
}

test('what was typed before a reload and not sent is kept once its card is gone', async () => {
  const page = await load((await typing()).kept())
  page.reconcileCards(session_id, [])
  expect(page.unsent()).toEqual(['not like that'])
  expect(page.kept()).toBe('')
})

test('what was sent before a reload, with no reply yet, is not called unsent', async () => {
  const before = await typing()
  before.cardAnswering(card)
  const page = await load(before.kept())
  page.reconcileCards(session_id, [card.approval_id])
  expect(page.kept()).toContain('not like that')
  page.reconcileCards(session_id, [])
  expect(page.unsent()).toEqual([])
  expect(page.kept()).toBe('')
})

test('nor where its card is shown again, and its answer is heard then', async () => {
  const before = await typing()
  before.cardAnswering(card)
  const page = await load(before.kept())
  const again = page.keptEntry(card, 'reason')
  page.setEntry(card, 'reason', again ?? typed)
  page.cardEnded(card, { decision: 'deny', answered_by: 'anna' })
  expect(page.unsent()).toEqual([])
})

test('what was refused is typed text again', async () => {
  const page = await typing()
  page.cardAnswering(card)
  page.cardFailed(card)
  const later = await load(page.kept())
  later.reconcileCards(session_id, [])
  expect(later.unsent()).toEqual(['not like that'])
})

test('what somebody else’s answer overtook is kept', async () => {
  const page = await typing()
  page.cardAnswering(card)
  page.cardTaken(card, { decision: 'allow', answered_by: 'anna' })
  expect(page.unsent()).toEqual(['not like that'])
  expect(page.kept()).toBe('')
})
