import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { SECRET } from '#test/fakes/fakeAnswers.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()
const WORDS = 'my half a sentence'
const composer = (page: Page) => page.getByRole('textbox', { name: 'Message to Claude' })
const storedBy = (page: Page) => page.evaluate(() => JSON.stringify(localStorage))

/** Somebody has typed a message, left an unsent text, sent what was refused, and changed a file without saving it. */
async function typed() {
  const place = await visit('/session/$working', 'wide', { tolerates: /status of 40[13]/ })
  const { person, sessions } = place
  const { page } = person
  await person.sees('Go on')
  const session_id = sessions.working.id
  const kept = {
    'unsent.a1': {
      id: 'a1',
      session_id,
      text: `unsent: ${WORDS}`,
      reason: 'It was answered.',
      isPrivate: false,
      at: 1,
    },
    'outbox.k1': {
      key: 'k1',
      session_id,
      content: `waiting: ${WORDS}`,
      when: 'queue',
      message_id: null,
      problem: 'It was refused.',
      at: 1,
    },
    [`unsaved_file.${session_id}/a.txt`]: { text: WORDS, etag: 'e', at: 1 },
  }
  await page.evaluate((all) => {
    for (const [name, value] of Object.entries(all)) {
      localStorage.setItem(`homeport.${name}`, JSON.stringify(value))
    }
  }, kept)
  await page.reload()
  await composer(page).fill(WORDS)
  await person.sees(`unsent: ${WORDS}`)
  await expect.poll(() => storedBy(page)).toContain('draft.')
  return { ...place, page }
}

/** The sign-in runs out, and a link is pasted with which `userId` comes in. */
async function signsInAgain({ gateway, person, page }: Awaited<ReturnType<typeof typed>>, userId: string) {
  gateway.isSignedIn = false
  gateway.cut(4401, 'the sign-in is over')
  await person.sees('This browser is not signed in')
  if (userId !== gateway.userId) {
    gateway.userId = userId
    gateway.answers.drafts.kept.clear()
  }
  await page.evaluate((secret) => (location.hash = `secret=${secret}`), SECRET)
  await person.sees('Connected')
}

test('who signs in where another person’s sign-in ran out finds none of their words, and sends none', async () => {
  const place = await typed()
  const { gateway, person, page } = place
  await signsInAgain(place, 'u2')
  await expect.poll(() => storedBy(page)).toContain('u2')
  await composer(page).waitFor()
  await heard(page)
  expect(await storedBy(page)).not.toContain(WORDS)
  expect(await composer(page).inputValue()).toBe('')
  await person.open('/')
  await page.getByRole('region', { name: 'Recent' }).waitFor()
  await heard(page)
  expect(gateway.received.filter(({ type }) => type === 'chat_message')).toEqual([])
  expect(await page.content()).not.toContain(WORDS)
  expect(JSON.stringify([...gateway.answers.drafts.kept])).not.toContain(WORDS)
})

test('the same person, whose sign-in ran out, finds all of it', async () => {
  const place = await typed()
  await signsInAgain(place, 'u1')
  const { person, page } = place
  await expect.poll(() => composer(page).inputValue()).toBe(WORDS)
  await person.sees(`unsent: ${WORDS}`)
  await person.sees(`waiting: ${WORDS}`)
  await page.reload()
  await expect.poll(() => composer(page).inputValue()).toBe(WORDS)
  expect(await storedBy(page)).toContain('unsaved_file.')
})

test('who comes in by the cookie alone sends nothing that another person had waiting', async () => {
  const { gateway, page } = await typed()
  await page.evaluate(() => {
    const name = 'homeport.outbox.k1'
    const waiting = localStorage.getItem(name) ?? ''
    localStorage.setItem(name, waiting.replace('"It was refused."', 'null'))
  })
  gateway.userId = 'u2'
  gateway.answers.drafts.kept.clear()
  await page.reload()
  await expect.poll(() => storedBy(page)).toContain('u2')
  await composer(page).waitFor()
  await heard(page)
  expect(gateway.received.filter(({ type }) => type === 'chat_message')).toEqual([])
  expect(await storedBy(page)).not.toContain(WORDS)
  expect(await composer(page).inputValue()).toBe('')
  expect(JSON.stringify([...gateway.answers.drafts.kept])).not.toContain(WORDS)
})

test('signing out removes what was typed, in every tab, and leaves what belongs to the device', async () => {
  const { gateway, person, page } = await typed()
  await page.evaluate(() => localStorage.setItem('homeport.terminal_size', '17'))
  const second = await page.context().newPage()
  await second.goto(page.url())
  await composer(second).fill(`second: ${WORDS}`)
  await expect.poll(() => storedBy(second)).toContain('second: ')
  gateway.answers.overrides.set('auth.revoke', () => {
    gateway.isSignedIn = false
    return { success: true }
  })
  await person.signsOut()
  for (const tab of [page, second]) {
    await tab.getByText('This browser is not signed in').waitFor()
    await expect.poll(() => storedBy(tab)).not.toContain(WORDS)
    expect(await storedBy(tab)).toContain('terminal_size')
  }
  await second.close()
})

test('a sign-in that is ended from elsewhere, as by a lock-down, takes what was typed with it; the draft is on the workstation', async () => {
  const { gateway, person, page } = await typed()
  gateway.isSignedIn = false
  gateway.cut(4401, 'signed out')
  await person.sees('This browser is not signed in')
  await expect.poll(() => storedBy(page)).not.toContain(WORDS)
  await page.evaluate((secret) => (location.hash = `secret=${secret}`), SECRET)
  await person.sees('Connected')
  await expect.poll(() => composer(page).inputValue()).toBe(WORDS)
  expect(await page.content()).not.toContain(`unsent: ${WORDS}`)
})
