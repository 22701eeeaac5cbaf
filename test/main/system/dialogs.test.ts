import { expect, test } from 'vitest'
import { dialogsOver } from '#main/system/dialogs.ts'
import { DialogDouble } from '#test/fakes/electron/shellDoubles.ts'

const question = { message: 'Really?', buttons: ['Yes', 'No'] }

function windowThat(facts: { isVisible?: boolean; isMinimized?: boolean; isDestroyed?: boolean } = {}) {
  const { isVisible = true, isMinimized = false, isDestroyed = false } = facts
  return { isVisible: () => isVisible, isMinimized: () => isMinimized, isDestroyed: () => isDestroyed }
}

test('a question lies over the window that the person looks at', async () => {
  const dialog = new DialogDouble()
  const window = windowThat()
  const dialogs = dialogsOver(dialog, () => window)
  dialog.willAnswer('No')
  expect((await dialogs.showMessageBox(question)).response).toBe(1)
  await dialogs.showOpenDialog({ title: 'Folder' })
  expect(dialog.parents).toEqual([window, window])
})

test.each([
  ['no window is open', null],
  ['it is hidden', windowThat({ isVisible: false })],
  ['it is minimised', windowThat({ isMinimized: true })],
  ['it is gone', windowThat({ isDestroyed: true })],
])('where %s the question stands by itself: nobody would see it otherwise', async (_why, window) => {
  const dialog = new DialogDouble()
  dialog.willAnswer('Yes')
  await dialogsOver(dialog, () => window).showMessageBox(question)
  expect(dialog.parents).toEqual([null])
})
