import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { harbour } from './harbour.ts'

const visit = harbour()
const PUT_BACK = 'Put files back to before this message…'

async function opened(device: 'wide' | 'phone' = 'wide', options = {}) {
  const { gateway, person } = await visit('/nowhere', device, options)
  const session = gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write((log) => {
    log.prompt('Mend it', 'mended')
    log.text('Done.')
    log.turnEnd()
  })
  gateway.answers.rewindable = {
    files: ['/home/me/code/src/frames.ts', '/etc/\u202Ehosts'],
    file_count: 2,
    insertions: 4,
    deletions: 12,
  }
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  await person.sees('Done.')
  const asked = () => gateway.answers.calls.filter(({ name }) => name.startsWith('message.rewind'))
  return { gateway, person, session, asked, dialog: person.page.getByRole('dialog') }
}

test('files are put back after a person saw which, and the conversation says so', async () => {
  const { person, session, asked, dialog } = await opened()
  await person.presses(PUT_BACK)
  await dialog.getByText('src/frames.ts', { exact: true }).waitFor()
  const said = await dialog.innerText()
  expect(said).toContain('+4 −12 lines')
  expect(said).toMatch(/What commands changed stays/)
  expect(said).toMatch(/cannot be undone/)
  // What turns text around shows itself.
  expect(await dialog.locator('[data-mark*=RLO]').count()).toBe(1)
  await person.expectAccessible()
  expect(await dialog.getByRole('button', { name: 'Cancel' }).evaluate((it) => it === document.activeElement)).toBe(
    true,
  )

  await dialog.getByRole('button', { name: 'Put 2 files back' }).click()
  await dialog.waitFor({ state: 'detached' })
  await person.sees(/me put 1 file back/)
  const params = { session_id: session.id, message_id: 'mended' }
  await expect
    .poll(() => asked())
    .toEqual([
      { name: 'message.rewind_preview', params },
      { name: 'message.rewind', params },
    ])
})

test('Esc leaves the files as they are, and the focus where it was', async () => {
  const { person, asked, dialog } = await opened()
  await person.button(PUT_BACK).focus()
  await person.page.keyboard.press('Enter')
  await dialog.getByText('src/frames.ts', { exact: true }).waitFor()
  await person.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await person.button(PUT_BACK).evaluate((it) => it === document.activeElement)).toBe(true)
  await expect.poll(() => asked().map(({ name }) => name)).toEqual(['message.rewind_preview'])
})

test('where nothing has changed, or it is refused, that is said and nothing is offered', async () => {
  const { gateway, person, dialog } = await opened('wide', { tolerates: /status of 409/ })
  gateway.answers.rewindable = { files: [], file_count: 0, insertions: 0, deletions: 0 }
  await person.presses(PUT_BACK)
  await person.sees(/nothing to put back/)
  expect(await dialog.getByRole('button').allInnerTexts()).toEqual(['Close'])
  await dialog.getByRole('button', { name: 'Close' }).click()

  gateway.answers.overrides.set('message.rewind_preview', () => {
    throw new HomeportError('SESSION_003', 'A turn runs. Nothing was changed.')
  })
  await person.presses(PUT_BACK)
  await person.sees('A turn runs. Nothing was changed.')
  expect(await dialog.getByRole('button').allInnerTexts()).toEqual(['Close'])
})

test('on a phone it is behind the dots, and the dialog fits', async () => {
  const { person, dialog } = await opened('phone')
  await person.page.getByRole('button', { name: 'More', exact: true }).first().tap()
  await person.page.getByRole('button', { name: PUT_BACK }).tap()
  const button = dialog.getByRole('button', { name: 'Put 2 files back' })
  await button.waitFor()
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await person.expectAccessible()
})
