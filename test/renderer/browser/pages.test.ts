import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

test('every page has a title of its own', async () => {
  const { sessions, person } = await visit('/devices')
  await expect.poll(() => person.page.title()).toMatch(/Devices · Homeport$/)
  for (const [path, title] of [
    ['/new', 'New session'],
    ['/settings', 'Settings'],
    ['/nowhere', 'No such page'],
    [`/session/${sessions.working.id}`, sessions.working.header.session.name],
  ] as const) {
    await person.open(path)
    await expect.poll(() => person.page.title()).toContain(`${title} · Homeport`)
  }
})

test('a file that is dropped anywhere leaves the page as it is and says so', async () => {
  const { person } = await visit('/session/$working')
  await person.sees('Go on')
  const taken = await person.page.getByRole('log').evaluate((target) =>
    ['dragover', 'drop'].map((type) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['x'], 'x.pdf'))
      return !target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    }),
  )
  expect(taken).toEqual([true, true])
  await person.sees(/Files cannot be attached here/)
})
