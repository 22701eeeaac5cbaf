import { expect, onTestFinished, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import type { Device } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { pastOnboarding, startOutside } from '#test/support/server/claudeOutside.ts'
import { ownWorld } from './world.ts'

const world = ownWorld({ prepare: pastOnboarding })

const PATIENCE = { timeout: 40_000 }

async function at(
  session: Session,
  { device = 'wide', tab = '' }: { device?: Device; tab?: string } = {},
): Promise<Person> {
  const person = await world.enters(device, { colorScheme: device === 'phone' ? 'dark' : 'light' })
  await person.open(`/session/${session.id}${tab}`)
  return person
}

async function begun(name: string): Promise<Session> {
  const session = await world.server.program.createSession(world.server.folder(name), { name })
  const viewer = await world.server.program.watch()
  await viewer.follow(session.id)
  await viewer.turn(session.id, 'first')
  await viewer.close()
  return session
}

async function photo({ page }: Person, name: string): Promise<void> {
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/${name}.png` })
  }
}

test('Claude’s own interface is opened beside the chat, its question is answered on a phone, and the chat takes it back', async () => {
  const session = await begun('own-interface')
  const person = await at(session, { tab: '/terminal' })
  await person.page.getByRole('button', { name: 'Open Claude here' }).click()
  const screen = person.page.locator('.xterm-rows')
  await screen.filter({ hasText: 'You said: first' }).waitFor(PATIENCE)
  await person.page.getByRole('region', { name: 'A terminal drives this session' }).waitFor()
  const keys = person.page.locator('.xterm-helper-textarea')
  await keys.pressSequentially('@tool Bash {"command":"touch made","description":"make"}', { delay: 5 })
  await keys.press('Enter')
  const phone = await at(session, { device: 'phone' })
  await phone.page.getByText('touch made').first().waitFor(PATIENCE)
  await photo(person, 'writer-terminal-wide')
  await photo(phone, 'writer-terminal-phone')
  expect(await phone.page.getByRole('textbox', { name: 'Message to Claude' }).count()).toBe(0)

  await phone.card('touch made').presses('Allow once')
  await screen.filter({ hasText: 'Done.' }).waitFor(PATIENCE)
  await phone.page.getByText('Done.').first().waitFor(PATIENCE)
  await phone.page.getByRole('button', { name: 'Take back' }).click()
  await phone.page.getByRole('textbox', { name: 'Message to Claude' }).waitFor(PATIENCE)
})

test('while Claude works the person says whether the turn is stopped or waited for', async () => {
  const session = await begun('busy')
  const person = await at(session, { tab: '/terminal' })
  const viewer = await world.server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  await viewer.say(session.id, '@text begun\n@hang')
  await person.page.getByText('begun').first().waitFor(PATIENCE)
  await person.page.getByRole('button', { name: 'Open Claude here' }).click()
  await person.page.getByRole('dialog', { name: 'Claude works in this session' }).waitFor()
  await photo(person, 'writer-busy')
  await person.page.getByRole('button', { name: 'Stop the turn and open' }).click()
  await person.page.getByRole('region', { name: 'A terminal drives this session' }).waitFor(PATIENCE)
  expect((await world.server.program.call<Session>('GET', `/api/session/${session.id}`)).writer?.kind).toBe('terminal')
})

test('a Claude Code outside is watched live and taken over', async () => {
  const session = await begun('outside')
  const person = await at(session)
  const other = startOutside(world.server, session.workspace_path, [
    '-p',
    '--resume',
    session.id,
    '@text from outside\n@hang',
  ])
  await person.page.getByRole('region', { name: 'A Claude Code outside drives this session' }).waitFor(PATIENCE)
  await photo(person, 'writer-outside-wide')
  await person.page.getByRole('button', { name: 'Take over' }).click()
  await other.ended
  await person.page.getByRole('textbox', { name: 'Message to Claude' }).waitFor(PATIENCE)
  expect(await person.conversation()).toContain('from outside')
})
