import { expect, test } from 'vitest'
import { digits, dollars } from '#renderer/format/numbers.ts'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const pathOf = (person: Person) => new URL(person.address()).pathname
const pane = ({ page }: Person) => page.getByRole('complementary', { name: 'Details' })
const separator = ({ page }: Person) => page.getByRole('separator', { name: 'Width of the details' })
const rail = ({ page }: Person) => page.getByRole('navigation', { name: 'Sessions' })

async function opened(device: 'wide' | 'phone' = 'wide') {
  const at = await visit('/session/$working', device)
  await at.person.sees('Go on')
  await at.person.presses('Details of the session')
  await pane(at.person).waitFor()
  return at
}

test('the details of a session stand beside it; their tab is in the address, and Back closes them', async () => {
  const { sessions, person } = await opened()
  const session = `/session/${sessions.working.id}`
  expect(pathOf(person)).toBe(`${session}/info`)
  await person.sees('Frames in the wire protocol')
  await person.expectAccessible()
  await person.page.getByRole('tab', { name: /^Tasks/ }).click()
  await expect.poll(() => pathOf(person)).toBe(`${session}/tasks`)
  await person.reload()
  await pane(person).waitFor()
  expect(await person.page.getByRole('tab', { name: /^Tasks/ }).getAttribute('aria-selected')).toBe('true')
  await person.page.goBack()
  await pane(person).waitFor({ state: 'detached' })
  expect(pathOf(person)).toBe(session)
})

test('Ctrl + J opens and closes the details, with the tab of the last time; what is being read stays where it is', async () => {
  const { sessions, person } = await opened()
  // The shortcuts are there once a control says its own.
  await person.page.getByTitle('Details of the session (Ctrl+J)').waitFor()
  await person.page.keyboard.press('Control+j')
  await pane(person).waitFor({ state: 'detached' })
  await person.page.keyboard.press('Control+j')
  await person.page.getByRole('tab', { name: 'Info' }).press('ArrowRight')
  await expect.poll(() => pathOf(person)).toBe(`/session/${sessions.working.id}/tasks`)
  await person.composer().fill('half a thought')
  await person.page.keyboard.press('Control+j')
  await pane(person).waitFor({ state: 'detached' })
  await person.page.keyboard.press('Control+j')
  await expect.poll(() => pathOf(person)).toBe(`/session/${sessions.working.id}/tasks`)
  expect(await person.composer().inputValue()).toBe('half a thought')
  expect(await person.composer().evaluate((field) => field === document.activeElement)).toBe(true)
})

test('the details are as wide as a person makes them, by hand or by key, within limits that leave room to read', async () => {
  const { person } = await opened()
  const width = async () => (await pane(person).boundingBox())?.width
  expect(await width()).toBe(560)
  const edge = separator(person)
  await edge.press('ArrowLeft')
  await expect.poll(width).toBe(576)
  expect(await edge.getAttribute('aria-valuenow')).toBe('576')
  await edge.press('Home')
  await expect.poll(width).toBe(400)
  await edge.press('End')
  // What the rail and 480 px for the conversation leave.
  await expect.poll(width).toBe(1440 - 264 - 480)
  expect(await edge.getAttribute('aria-valuemax')).toBe(String(1440 - 264 - 480))

  const box = await edge.boundingBox()
  const x = (box?.x ?? 0) + 4
  await person.page.mouse.move(x, 400)
  await person.page.mouse.down()
  await person.page.mouse.move(x + 200, 420, { steps: 4 })
  await person.page.mouse.up()
  await expect.poll(width).toBe(1440 - 264 - 480 - 200)
  await person.reload()
  await expect.poll(width).toBe(1440 - 264 - 480 - 200)
  await edge.dblclick()
  await expect.poll(width).toBe(560)
})

test('in a narrower window the details take the place of the rail, and in a small one that of the conversation', async () => {
  const { sessions, person } = await opened()
  await person.page.setViewportSize({ width: 1100, height: 800 })
  await rail(person).waitFor({ state: 'detached' })
  await person.page.getByRole('banner').getByText('Connected', { exact: true }).first().waitFor()
  expect((await person.page.getByRole('main').boundingBox())?.width).toBeGreaterThanOrEqual(480)
  expect(await person.overflow()).toBe(0)
  await person.presses('Close the details')
  await rail(person).waitFor()

  await person.presses('Details of the session')
  await person.page.setViewportSize({ width: 800, height: 800 })
  await separator(person).waitFor({ state: 'detached' })
  expect((await pane(person).boundingBox())?.width).toBe(800)
  await person.expectAccessible()
  await person.page.getByRole('tab', { name: 'Info' }).press('Escape')
  await pane(person).waitFor({ state: 'detached' })
  expect(pathOf(person)).toBe(`/session/${sessions.working.id}`)
})

test('on a phone the details fill the screen and lead back to where one was', async () => {
  const { sessions, person } = await opened('phone')
  expect(await pane(person).boundingBox()).toMatchObject({ x: 0, width: 390 })
  expect(await person.overflow()).toBe(0)
  await person.expectAccessible()
  expect(await person.composer().evaluate((field) => field.closest('[inert]') !== null)).toBe(true)
  await person.presses('Back to the conversation')
  await pane(person).waitFor({ state: 'detached' })
  expect(pathOf(person)).toBe(`/session/${sessions.working.id}`)
  await expect
    .poll(() => person.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Details of the session')
})

test('Info says where a session runs, how, since when, and what it took; its id is copied', async () => {
  const { sessions, person } = await opened()
  const info = pane(person)
  const { session } = sessions.working.header
  const used = `${digits(session.usage.input_tokens)} tokens in, ${digits(session.usage.output_tokens)} out · ${dollars(session.cost_usd)}`
  for (const fact of [session.workspace_path, session.id, 'Ask first', used]) {
    await info.getByText(fact).first().waitFor()
  }
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await info.getByRole('button', { name: 'Copy session id' }).click()
  expect(await person.page.evaluate(() => navigator.clipboard.readText())).toBe(session.id)
})

test('Tasks lists what Claude plans and what runs in the background, and stops that', async () => {
  const { gateway, sessions, person } = await opened()
  sessions.working
    .write((log) => {
      log.call('todo', [
        'TodoWrite',
        {
          todos: [
            { content: 'Read the parser', status: 'completed' },
            { content: 'Mend <b>it</b>', status: 'in_progress' },
          ],
        },
      ])
      log.result('todo', 'done')
      log.add('background_task', { task_id: 'b1', description: 'Watch the tide', state: 'running' })
    })
    .forEach((event) => gateway.send(event))
  await person.page.getByRole('tab', { name: 'Tasks 2' }).click()
  await pane(person).getByText('To-do list: 1 of 2 done').waitFor()
  await pane(person).getByText('Mend <b>it</b>').waitFor()
  await pane(person).getByRole('button', { name: 'Stop Watch the tide' }).click()
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.control')?.params)
    .toMatchObject({ action: 'stop_task', task_id: 'b1' })
})

test('who may only look sees the details, and no button that would be refused', async () => {
  const { gateway, sessions, person } = await visit('/nowhere')
  gateway.scopes = ['read']
  await person.open(`/session/${sessions.working.id}/info`)
  await person.sees('Trust')
  expect(
    await pane(person)
      .getByRole('button', { name: /^(Use another token|Trust and)/ })
      .count(),
  ).toBe(0)
})
