import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

/** A session in which three messages wait. */
async function waiting(device: 'wide' | 'phone' = 'wide') {
  const place = await visit('/session/$working', device)
  const { gateway, sessions, person } = place
  await person.sees('Go on')
  sessions.working.queue(['the docs', 'the tests', 'the changelog']).forEach((event) => gateway.send(event))
  const row = (text: string) => person.page.getByRole('listitem').filter({ hasText: text })
  await row('the changelog').waitFor()
  const edits = () => gateway.answers.calls.flatMap(({ name, params }) => (name === 'message.edit' ? [params] : []))
  return {
    ...place,
    row,
    edits,
    handle: (text: string) => row(text).getByRole('button', { name: /^Move this message/ }),
  }
}

test('a queued message is moved by the arrow keys, and not beyond the ends', async () => {
  const { edits, handle } = await waiting()
  await handle('the docs').press('ArrowUp')
  await handle('the tests').press('ArrowUp')
  await expect.poll(edits).toMatchObject([{ message_id: 'q1', position: 0 }])
  await handle('the tests').press('ArrowDown')
  await expect.poll(edits).toMatchObject([{ position: 0 }, { message_id: 'q1', position: 2 }])
})

test('a queued message is dragged to its place', async () => {
  const { person, row, edits, handle } = await waiting()
  const from = await handle('the docs').boundingBox()
  const to = await row('the changelog').boundingBox()
  if (from === null || to === null) {
    throw new Error('the rows are not there')
  }
  await person.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await person.page.mouse.down()
  await person.page.mouse.move(from.x, to.y + to.height - 1, { steps: 5 })
  await person.page.mouse.up()
  await expect.poll(edits).toMatchObject([{ message_id: 'q0', position: 2 }])
  expect(await person.page.getByRole('menu').count()).toBe(0)
})

test('on a phone a tap on the handle says where a message can be moved', async () => {
  const { person, edits, handle } = await waiting('phone')
  await handle('the docs').tap()
  expect(await person.page.getByRole('menuitem').allInnerTexts()).toEqual(['Move down'])
  await person.expectAccessible()
  await person.page.getByRole('menuitem', { name: 'Move down' }).tap()
  await expect.poll(edits).toMatchObject([{ message_id: 'q0', position: 1 }])
  expect(await person.overflow()).toBeLessThanOrEqual(0)
})

test.each([
  ['Steer now', 'steer'],
  ['Stop and send', 'now'],
])('a queued message is sent before its turn: %s', async (choice, when) => {
  const { person, row, edits } = await waiting()
  await row('the tests').getByRole('button', { name: 'Send this message now' }).press('Enter')
  await person.page.getByRole('menuitem', { name: choice }).press('Enter')
  await expect.poll(edits).toMatchObject([{ message_id: 'q1', when }])
})
