import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

test('every page has a title of its own', async () => {
  const { gateway, sessions, person } = await visit('/devices')
  gateway.answers.overrides.set('settings.list', () => ({ settings: [], file: '/settings.yaml', problem: null }))
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
  const drop = () =>
    person.page.getByRole('log').evaluate((target) =>
      ['dragover', 'drop'].map((type) => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['x'], 'x.pdf'))
        return !target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
      }),
    )
  // What takes it comes right after the first drawing.
  await expect.poll(drop).toEqual([true, true])
  await person.sees(/A file is attached by dropping it on the message/)
})

test('a page whose code does not come is fetched again; when it never comes, that is said, and the rest stays', async () => {
  const { person } = await visit('/nowhere', 'wide', { tolerates: /ERR_(?:FAILED|CONNECTION)/ })
  await person.sees('Connected')
  await person.page.route('**/assets/NewSessionPage*.js', (route) => route.abort(), { times: 1 })
  await person.followsLink('New session')
  await person.page.getByRole('heading', { name: 'New session' }).waitFor()
  await person.page.route('**/assets/UsagePage*.js', (route) => route.abort())
  await person.followsLink('Usage')
  await person.sees(/This page could not be fetched/)
  await person.followsLink('New session')
  await person.page.getByRole('heading', { name: 'New session' }).waitFor()
  expect(new URL(person.address()).pathname).toBe('/new')
})

test.each(['wide', 'phone'] as const)(
  'whoever has no session yet is told when the form does not come (%s)',
  async (device) => {
    const { gateway, person } = await visit('/nowhere', device, { tolerates: /ERR_(?:FAILED|CONNECTION)/ })
    await person.sees('Connected')
    gateway.sessions.clear()
    await person.page.route('**/assets/NewSessionPage*.js', (route) => route.abort())
    await person.open('/')
    await person.sees(/This part of the page could not be fetched/)
    await person.button('Reload the page').waitFor()
    await person.button('Reload the page').waitFor()
    expect(await person.page.getByRole('link', { name: 'Open History' }).isVisible()).toBe(true)
  },
)
