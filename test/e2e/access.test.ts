import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { sharedWorld } from './world.ts'

/** Five pages, each looked through by axe, on a machine that may be busy. */
const SLOW = { timeout: 90_000 }

const world = sharedWorld()

/** A session that shows a bit of everything and waits for an approval. */
async function busySession(name: string): Promise<string> {
  const folder = world.server.folder(name)
  const session = await world.server.program.createSession(folder, { name: `The ${name} session` })
  const viewer = await world.server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(session.id)
  const markdown = '@text # Title\n@text A [link](https://example.org), `code` and a list:\n'
  const task = '@tool TaskCreate {"subject": "Look at everything", "description": "All of it"}\n'
  const failing = `@tool Read {"file_path": "${folder}/missing.txt"}\n`
  await viewer.say(
    session.id,
    `@think Something.\n${markdown}${task}${failing}@tool Write {"file_path": "${folder}/file.txt", "content": "one\\ntwo\\n"}`,
  )
  await viewer.event(session.id, 'approval_requested')
  return session.id
}

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(['wide', 'phone'] as const)(
    'every page passes the accessibility rules on a %s screen',
    SLOW,
    async (device) => {
      const id = await busySession(`${colorScheme}-${device}`)
      const person = await world.enters(device, { colorScheme })

      const ready: Readonly<Record<string, (person: Person) => Promise<void>>> = {
        '/': (one) => one.sees(`The ${colorScheme}-${device} session`),
        '/new': (one) => one.sees('What should Claude do?'),
        '/welcome': (one) => one.sees('Set up Homeport'),
        '/no/such/page': (one) => one.sees('There is no such page'),
        [`/session/${id}`]: (one) => one.card('file.txt').waits(),
      }
      for (const [page, isReady] of Object.entries(ready)) {
        await person.open(page)
        await isReady(person)
        await person.expectAccessible()
        expect(await person.overflow(), `${page} scrolls sideways`).toBe(0)
      }
    },
  )
})

test('with the keyboard alone: new session, prompt, approval, stop', async () => {
  const folder = world.server.folder('keyboard')
  const person = await world.enters('wide')

  await person.tabsTo('New session')
  await person.types('Enter')
  await person.sees('What should Claude do?')
  await person.tabsTo('Browse…')
  await person.opens('Browse…')
  await person.tabsTo('Search folders')
  await person.writes('keyboard')
  await person.button('Use keyboard').waitFor()
  await person.tabsTo('Use keyboard')
  await person.types('Enter')
  await person.sees(folder)
  await person.tabsTo('What should Claude do?')
  await person.writes(`@tool Write {"file_path": "${folder}/typed.txt", "content": "typed"}`)
  await person.types('Enter')

  await person.card('typed.txt').waits()
  await person.tabsTo('Allow once')
  await person.types('Enter')
  await person.sees('Done.')
  expect(existsSync(path.join(folder, 'typed.txt'))).toBe(true)

  await person.tabsTo('Message to Claude')
  await person.writes('@slow 30\n@tokens 300')
  await person.types('Enter')
  await person.sees(/word3 word4/)
  await person.types('Escape')
  await person.types('Escape')
  await person.sees(/^stopped · /)
})

test('a card on the home page answers for its session', async () => {
  const id = await busySession('from-home')
  const person = await world.enters('phone')

  const card = person.card('The from-home session')
  await card.presses('Allow')
  await card.isGone()

  await person.open(`/session/${id}`)
  await person.seesTurnEnd()
  expect(existsSync(path.join(world.server.folder('from-home'), 'file.txt'))).toBe(true)
})
