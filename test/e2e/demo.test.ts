import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ownWorld } from './world.ts'

const world = ownWorld({ demo: true })

test('the demo says that it is one, and its tour leads to the end: task list, file, edit, question', async () => {
  const folder = world.server.folder('playground')
  const person = await world.enters('wide')
  await person.sees(/Demo\./)

  await person.followsLink('New session')
  await person.picksFolder('playground')
  await person.startsWith('Show me around')
  await person.sees(/Demo\./)
  await person.sees(/Let me show you around/)
  await person.sees('Write a greeting')
  await person.card('hello.txt').presses('Allow once')
  await person.sees('Written. Now I read it back.')
  await person.card('with best wishes').presses('Allow once')
  const question = person.card('What would you like to try next?')
  await question.chooses('My own project')
  await question.presses('Send answer')
  await person.sees('That was the tour:')
  await person.sees('Write anything to go on.')

  expect(readFileSync(path.join(folder, 'hello.txt'), 'utf8')).toContain('Hello from Homeport, with best wishes.')
  await person.says('And now?')
  await person.sees(/This is still the demo/)
  expect(world.server.api.requests).toEqual([])

  // The demo bills nothing, and no number on any page is empty.
  const session = person.address()
  for (const page of ['/', session, '/usage', '/panel']) {
    await person.open(page)
    await person.page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
    if (page === '/usage') {
      await person.sees(/^turns?$/)
    }
    const text = await person.page.locator('body').innerText()
    expect([page, text.match(/.*(?:\$\d|\b0\.0 s|\b0 tokens|1 min ago).*/g)]).toEqual([page, null])
  }
})
