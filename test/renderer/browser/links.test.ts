import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

function longConversation(log: SessionLog): void {
  log.prompt('Where is the harbour light?', 'first')
  log.text('It stands at the mole.', 'answer')
  log.turnEnd()
  for (let index = 0; index < 700; index += 1) {
    log.text(`Paragraph ${index}, of nothing that anybody looks for.`)
  }
  log.text('The end.', 'last')
  log.turnEnd()
}

async function conversation() {
  const { gateway, person } = await visit('/nowhere')
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write(longConversation)
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  return { person, page: person.page, url: `${gateway.url}/session/${session.id}` }
}

test('a link to a message is copied, and opens the conversation there, however far back it is', async () => {
  const { person, page, url } = await conversation()
  await page.goto(`${url}?at=first`)
  const message = page.getByText('Where is the harbour light?')
  await message.waitFor()
  await expect.poll(async () => (await message.boundingBox())?.y ?? -1).toBeGreaterThan(48)
  await expect.poll(async () => (await message.boundingBox())?.y ?? 9_999).toBeLessThan(800)
  await person.expectAccessible()
  const links = page.getByRole('button', { name: 'Copy link' })
  await links.first().click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${url}?at=first`)
  await links.nth(1).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${url}?at=answer`)
})

test('a link to what is not there says so, and shows the end of the conversation', async () => {
  const { person, page, url } = await conversation()
  await page.goto(`${url}?at=${encodeURIComponent('<img src=x>')}`)
  await person.sees(/The link leads to a message that is not in this conversation/)
  await page.getByText('The end.').waitFor()
  expect(await page.getByRole('main').locator('img').count()).toBe(0)
})

test('the details open and close without leading to the link once more', async () => {
  const { person, page, url } = await conversation()
  await page.goto(`${url}?at=first`)
  await page.getByText('Where is the harbour light?').waitFor()
  await person.presses('Jump to latest')
  await page.getByText('The end.').waitFor()
  await person.presses('Details of the session')
  await page.getByRole('complementary', { name: 'Details' }).waitFor()
  expect(page.url()).toBe(`${url}/info?at=first`)
  await page.goBack()
  await page.getByRole('complementary', { name: 'Details' }).waitFor({ state: 'detached' })
  expect(await page.getByText('The end.').isVisible()).toBe(true)
})
