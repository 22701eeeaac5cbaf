import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { fakeAttachment } from '#test/fakes/fakeAttachment.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

function conversation(log: SessionLog): void {
  log.prompt('Where are frames read?')
  log.text('In `frames.ts`, **twice**.')
  log.turnEnd()
  log.prompt('Mend it')
  log.turnEnd({ is_error: true, error: 'The API is overloaded.' })
}

async function opened(device: 'wide' | 'phone' = 'wide', scopes: readonly string[] | null = null, options = {}) {
  const { gateway, person } = await visit('/nowhere', device, options)
  gateway.scopes = scopes
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write(conversation)
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.sees('The API is overloaded.')
  const sent = () => gateway.received.filter(({ type }) => type === 'chat_message')
  return { gateway, session, page: person.page, person, sent }
}

/** All that can be done with messages and answers is there; it comes once the page is drawn, in any order. */
async function allOffered(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Copy message' }).nth(1).waitFor()
  await page.getByRole('button', { name: 'Copy answer' }).first().waitFor()
}

const copied = () => navigator.clipboard.readText()

test('an answer is copied as it is read or as Markdown, a message as it was written', async () => {
  const { page } = await opened()
  await page.getByRole('button', { name: 'Copy answer' }).click()
  expect(await page.evaluate(copied)).toBe('In frames.ts, twice.')
  await page.getByRole('button', { name: 'Copy as Markdown' }).click()
  expect(await page.evaluate(copied)).toBe('In `frames.ts`, **twice**.')
  await page.getByRole('button', { name: 'Copy message' }).first().click()
  expect(await page.evaluate(copied)).toBe('Where are frames read?')
})

test('a failed turn is tried again with the same message, once however often the button is pressed', async () => {
  const { page, person, sent } = await opened()
  await page.getByRole('button', { name: 'Try again' }).dblclick()
  await person.sees(/on its way already/)
  await expect.poll(() => sent().length).toBeGreaterThan(0)
  await heard(page)
  expect(sent().map(({ content }) => content)).toEqual(['Mend it'])
})

test('a message is edited in the composer and sent as a new one, below what was being written', async () => {
  const { page, sent } = await opened()
  const composer = page.getByRole('form', { name: 'Message', exact: true }).getByRole('textbox')
  await composer.fill('First of all:')
  await page.getByRole('button', { name: 'Edit and resend' }).first().click()
  expect(await composer.inputValue()).toBe('First of all:\nWhere are frames read?')
  await page.keyboard.type(' And why?')
  await page.keyboard.press('Enter')
  // Twice for a moment: as recorded, and as on its way.
  await page.getByText('First of all:').first().waitFor()
  await expect
    .poll(() => sent().map(({ content }) => content))
    .toEqual(['First of all:\nWhere are frames read? And why?'])
})

test('a turn that is over is sent once more with the same message', async () => {
  const { page, sent } = await opened()
  // The first is the message's own, the second its turn's.
  await allOffered(page)
  await page.getByRole('button', { name: 'Retry' }).nth(1).click()
  await page.getByText('Where are frames read?').nth(1).waitFor()
  await expect.poll(() => sent().map(({ content }) => content)).toEqual(['Where are frames read?'])
})

test('any message of one’s own is sent once more with what it carries, whatever came of it', async () => {
  const { gateway, person } = await visit('/nowhere')
  const session = gateway.add(new FakeSession({ name: 'frames' }))
  const { attachment, whole } = fakeAttachment('notes.txt', btoa('what to look at'))
  gateway.answers.attachments.set(attachment.sha256, whole)
  session.write((log) => {
    log.prompt('See the notes', 'with-notes', [attachment])
    log.text('I see.')
    log.turnEnd()
  })
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.page.getByRole('button', { name: 'Retry' }).first().click()
  await person.page.getByText('See the notes').nth(1).waitFor()
  const sent = () => gateway.answers.calls.filter(({ name }) => name === 'message.send').map(({ params }) => params)
  await expect.poll(sent).toMatchObject([{ content: 'See the notes', attachments: [attachment.sha256], when: 'queue' }])
  await expect.poll(() => person.page.getByText('notes.txt').count()).toBe(2)
})

/** Answers the next fork with a session that begins with what was said, and remembers how it was asked for. */
function takesForks({ gateway, session }: Pick<Awaited<ReturnType<typeof opened>>, 'gateway' | 'session'>) {
  const from = { session_id: session.id, name: 'frames' }
  const asked: unknown[] = []
  gateway.answers.overrides.set('session.fork', (params) => {
    asked.push(params)
    const fork = gateway.add(new FakeSession({ name: 'frames (fork)', forked_from: from }))
    fork.write((log) => {
      log.prompt('Where are frames read?')
      log.text('In `frames.ts`, **twice**.')
      log.turnEnd()
      log.add('notice', { level: 'info', code: 'forked', details: from }, 'Forked from “frames”.')
    })
    return fork.header.session
  })
  return asked
}

test('a turn is forked: the new session is there to be written to, and leads back to the one that it is from', async () => {
  const world = await opened()
  const { page, session, person } = world
  const asked = takesForks(world)
  await allOffered(page)
  await page.getByRole('button', { name: 'Fork from here' }).nth(1).click()
  await page.getByRole('link', { name: 'frames', exact: true }).waitFor()
  expect(asked).toEqual([{ session_id: session.id, after_turn_id: 't3' }])
  const composer = page.getByRole('form', { name: 'Message', exact: true }).getByRole('textbox')
  await composer.waitFor()
  expect(await composer.evaluate((field) => field === document.activeElement)).toBe(true)
  await person.expectAccessible()
  await page.getByRole('link', { name: 'frames', exact: true }).click()
  await person.sees('The API is overloaded.')
})

test('a message is forked: it stands in the composer of the new session, and nothing was sent', async () => {
  const world = await opened()
  const { page, session, sent } = world
  const asked = takesForks(world)
  await allOffered(page)
  await page.getByRole('button', { name: 'Fork from here' }).nth(2).click()
  await page.getByRole('link', { name: 'frames', exact: true }).waitFor()
  expect(asked).toEqual([{ session_id: session.id, before_message_id: 'm4' }])
  const composer = page.getByRole('form', { name: 'Message', exact: true }).getByRole('textbox')
  expect(await composer.inputValue()).toBe('Mend it')
  await heard(page)
  expect(sent()).toEqual([])
})

test('a fork that is refused says why, and the session stays open', async () => {
  const { gateway, page, person } = await opened('wide', null, { tolerates: /status of 409/ })
  gateway.answers.overrides.set('session.fork', () => {
    throw new HomeportError('SESSION_003', 'Claude has summed up the conversation since then.')
  })
  await page.getByRole('button', { name: 'Fork from here' }).first().click()
  await person.sees(/summed up the conversation/)
  expect(await page.getByRole('button', { name: 'Fork from here' }).first().isEnabled()).toBe(true)
})

test('the menu of a session forks it and leads to its forks, and so do the commands', async () => {
  const world = await opened()
  const { page, person, session, gateway } = world
  const asked = takesForks(world)
  await page.getByRole('button', { name: 'More for frames' }).last().click()
  await page.getByRole('menuitem', { name: 'Fork', exact: true }).click()
  await page.getByRole('link', { name: 'frames', exact: true }).click()
  await person.sees('The API is overloaded.')
  const fork = [...gateway.sessions.values()].find(({ header }) => header.session.name === 'frames (fork)')
  expect(fork).toBeDefined()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /^Search/ }).fill('> fork')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'frames', exact: true }).waitFor()
  expect(asked).toEqual([{ session_id: session.id }, { session_id: session.id }])
})

test('a session that has ended goes on in a fork', async () => {
  const world = await opened()
  const { page, session, gateway } = world
  const asked = takesForks(world)
  session
    .write((log) => log.add('session_status', { status: 'TERMINATED', reason: 'user_request' }))
    .forEach((event) => gateway.send(event))
  await page.getByRole('button', { name: 'Go on in a fork' }).click()
  await page.getByRole('link', { name: 'frames', exact: true }).waitFor()
  expect(asked).toEqual([{ session_id: session.id }])
})

test('a turn that failed because nobody is signed in to Claude leads to where one signs in', async () => {
  const { page, person, session, gateway } = await opened()
  expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(0)
  session
    .write((log) => log.turnEnd({ is_error: true, reason: 'not_signed_in', error: 'Claude refused the token (401).' }))
    .forEach((event) => gateway.send(event))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('**/claude')
  await person.sees('Billing account')
})

test('who may only look copies, and is offered nothing that would be refused', async () => {
  const { page } = await opened('wide', ['read'])
  await page.getByRole('button', { name: 'Copy message' }).first().waitFor()
  expect(await page.getByRole('button', { name: /Try again|Sign in|Edit|Retry|Fork|Put files/ }).count()).toBe(0)
})

test('on a phone they are behind the dots, large enough for a finger', async () => {
  const { page, person } = await opened('phone')
  expect(await page.getByRole('button', { name: 'Copy answer' }).isVisible()).toBe(false)
  await page.getByRole('button', { name: 'More', exact: true }).nth(1).tap()
  const copy = page.getByRole('button', { name: 'Copy answer' })
  await copy.waitFor()
  const box = await copy.boundingBox()
  expect(Math.min(box?.height ?? 0, box?.width ?? 0)).toBeGreaterThanOrEqual(44)
  await person.expectAccessible()
  const wider = await page.getByRole('log').evaluate((log) => log.scrollWidth - log.clientWidth)
  expect(wider).toBeLessThanOrEqual(0)
})

test('an image of a result opens large, in its own size too, and closes with Esc', async () => {
  const { gateway, person } = await visit('/nowhere')
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  const data = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  session.write((log) => {
    log.call('shot', ['Read', { file_path: '/home/me/code/shot.png' }])
    log.result('shot', [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data } }])
  })
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.presses(/^Read shot\.png/)
  await person.presses(/^Enlarge/)
  const dialog = person.page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Show in its own size' }).click()
  await dialog.getByRole('button', { name: 'Fit to the window' }).waitFor()
  await person.expectAccessible()
  await person.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await person.page.evaluate(() => document.activeElement?.getAttribute('title'))).toBe('Enlarge')
})
