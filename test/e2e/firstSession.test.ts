import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

/** Somebody with a signed-in browser; what the browser complains about fails the test. */
async function someone(device: Device = 'wide'): Promise<Person> {
  const person = await world.enters(device)
  return person
}

/** A session page in a fresh folder. */
async function inSession(name: string, device: Device = 'wide') {
  const folder = world.server.folder(name)
  const session = await world.server.program.createSession(folder)
  const person = await someone(device)
  await person.open(`/session/${session.id}`)
  await person.composer().waitFor()
  return { folder, session, person }
}

const tool = (name: string, input: Readonly<Record<string, unknown>>) => `@tool ${name} ${JSON.stringify(input)}`

const QUESTION = {
  question: 'Which colour shall the boat have?',
  header: 'Colour',
  multiSelect: false,
  options: [
    { label: 'Blue', description: 'Like the sea' },
    { label: 'Red', description: 'Like the buoy' },
  ],
}

describe.each(['wide', 'phone'] as const)('on a %s screen', (device) => {
  test('from the sign-in link to a file on the disk: stream, approve, answer, watch tasks and a sub-agent', async () => {
    const folder = world.server.folder(`boat-${device}`)
    const person = await someone(device)

    await person.followsLink('New session')
    await person.picksFolder(`boat-${device}`)
    const prompt = [
      '@slow 12',
      '@tokens 80',
      tool('Write', { file_path: path.join(folder, 'boat.txt'), content: 'A boat.\n' }),
      tool('AskUserQuestion', { questions: [QUESTION] }),
      '@par',
      tool('TaskCreate', { subject: 'Paint the hull', description: 'With the colour chosen' }),
      tool('TaskCreate', { subject: 'Hoist the flag', description: 'Last of all' }),
      tool('TaskUpdate', { taskId: '1', status: 'completed' }),
      tool('Agent', {
        description: 'Look at the sails',
        subagent_type: 'general-purpose',
        run_in_background: false,
        prompt: `${tool('Bash', { command: 'echo sails are fine', description: 'Ask the sails' })}\n@text They are fine.`,
      }),
      '@text The boat is ready.',
    ].join('\n')
    await person.startsWith(prompt)

    await person.sees(/^word1 word2 word3/)
    expect(await person.conversation()).not.toContain('word80')
    const write = person.card('boat.txt')
    await write.waits()
    expect(existsSync(path.join(folder, 'boat.txt'))).toBe(false)
    await write.presses('Allow once')
    const question = person.card(QUESTION.question)
    await question.waits()
    expect(readFileSync(path.join(folder, 'boat.txt'), 'utf8')).toBe('A boat.\n')
    await question.chooses('Blue')
    await question.presses('Send answer')

    await person.presses('Planned 2 tasks, finished one')
    await person.sees('Added task Paint the hull')
    await person.sees('Added task Hoist the flag')
    await person.sees('Look at the sails')
    await person.presses(/^Sub-agent Look at the sails/)
    await person.sees('echo sails are fine')
    await person.sees('The boat is ready.')
    await person.seesTurnEnd()
    await person.expectAccessible()
  })

  test('a plan is shown whole and approved in place', async () => {
    const { person, session } = await inSession(`plan-${device}`, device)
    await world.server.program.call('POST', `/api/session/${session.id}/control`, {
      action: 'set_permission_mode',
      permission_mode: 'plan',
    })

    await person.says(`${tool('ExitPlanMode', { plan: '# Plan\n1. Build a pier' })}\n@text Off I go.`)

    const plan = person.card("Claude's plan")
    await plan.waits()
    await plan.presses('Approve')
    await plan.isGone()
    await person.sees('Off I go.')
    const after = await world.server.program.call<{ permission_mode: string }>('GET', `/api/session/${session.id}`)
    expect(after.permission_mode).toBe('default')
  })
})

describe('an approval', () => {
  test('denied with a reason: nothing is done and Claude reads why', async () => {
    const { folder, person } = await inSession('denied')
    await person.says(`${tool('Bash', { command: 'touch denied.txt', description: 'Make it' })}\n@text As you wish.`)
    const card = person.card('touch denied.txt')
    await card.presses('Deny…')
    await card.writes(/Tell Claude why/, 'The pier is closed today')
    await card.presses('Deny')

    await person.sees('As you wish.')
    expect(existsSync(path.join(folder, 'denied.txt'))).toBe(false)
    const { events } = await world.server.program.call<{ events: { type: string; data: unknown }[] }>(
      'GET',
      `/api/session/${sessionOf(person)}/events`,
    )
    const result = events.find(({ type }) => type === 'tool_result')
    expect(JSON.stringify(result?.data)).toContain('The pier is closed today')
  })

  test('edited before it is allowed: the edited command runs, the asked one does not', async () => {
    const { folder, person } = await inSession('edited')
    await person.says(`${tool('Bash', { command: 'touch asked.txt', description: 'Make it' })}\n@text Done so.`)
    const card = person.card('touch asked.txt')
    await card.presses('Edit')
    await card.writes('Run this instead', 'touch edited.txt')
    await card.presses('Allow the edited command')

    await person.sees('Done so.')
    expect([existsSync(path.join(folder, 'edited.txt')), existsSync(path.join(folder, 'asked.txt'))]).toEqual([
      true,
      false,
    ])
  })

  test('allowed always: the rule is shown, and what it covers is not asked again', async () => {
    const { folder, person } = await inSession('always')
    const touch = tool('Bash', { command: 'touch always.txt', description: 'Make it' })
    await person.says(`${touch}\n@text First done.`)
    const card = person.card('touch always.txt')
    await card.presses('Always…')
    await card.shows('Allow Bash(touch always.txt)')
    await card.presses('Allow and add')
    await person.sees('First done.')
    rmSync(path.join(folder, 'always.txt'))

    await person.says(`${touch}\n@text Second done.`)

    await person.sees('Second done.')
    expect(existsSync(path.join(folder, 'always.txt'))).toBe(true)
    const { events } = await world.server.program.call<{ events: { type: string }[] }>(
      'GET',
      `/api/session/${sessionOf(person)}/events`,
    )
    expect(events.filter(({ type }) => type === 'approval_requested')).toHaveLength(1)
  })
})

test('an answer is stopped in the middle, and what was said stays', async () => {
  const { person } = await inSession('cut-short')
  await person.says('@slow 30\n@tokens 400')
  await person.sees(/word5 word6/)

  await person.presses('Stop')

  await person.sees(/^stopped · /)
  expect(await person.conversation()).toMatch(/word5 word6/)
  await person.says('and then?')
  await person.sees('You said: and then?')
})

test('the newest stays in view whatever opens, closes or streams; who scrolled up is left alone', async () => {
  const { folder, person } = await inSession('following')
  await person.says(
    [
      '@slow 3',
      '@tokens 300',
      tool('TaskCreate', { subject: 'Stay in view', description: 'All the time' }),
      '@tokens 300',
      tool('Write', { file_path: path.join(folder, 'view.txt'), content: 'view' }),
      '@tokens 300',
      tool('Write', { file_path: path.join(folder, 'last.txt'), content: 'last' }),
    ].join('\n'),
  )
  const card = person.card('view.txt')
  await card.waits()
  // A card is there one frame before the page has moved to its end.
  await expect.poll(() => person.belowTheEnd()).toBeLessThan(2)
  await card.presses('Allow once')
  await person.card('last.txt').waits()
  await expect.poll(() => person.belowTheEnd()).toBeLessThan(2)

  await person.page.mouse.move(700, 400)
  await person.page.mouse.wheel(0, -600)
  await person.button(/^Needs you$/).waitFor()
  // The wheel scrolls over several frames; the button is there after the first.
  await expect.poll(() => person.belowTheEnd()).toBeGreaterThan(300)
  await person.says('@tokens 30')
  await person.button('Remove this message').waitFor()
  expect(await person.belowTheEnd()).toBeGreaterThan(300)
  await person.presses(/^Needs you$/)
  await person.card('last.txt').presses('Allow once')
  await person.seesTurnEnd(1)
})

test('a message waits in the queue and can be taken back', async () => {
  const { person } = await inSession('queued')
  await person.says('@slow 15\n@tokens 200\n@text First one over.')
  await person.sees(/word3 word4/)
  await person.says('never to be said')
  await person.says('to be said next')

  await person.takesBack('never to be said')

  await person.sees('You said: to be said next')
  expect(await person.conversation()).not.toContain('never to be said')
})

test('two browsers show the same at all times; an approval answered in one is gone in the other', async () => {
  const { person: laptop, session } = await inSession('shared')
  const phone = await someone('phone')
  await phone.open(`/session/${session.id}`)
  await phone.composer().waitFor()

  await laptop.says(
    `@slow 15\n@tokens 60\n${tool('Bash', { command: 'touch shared.txt', description: 'Share' })}\n@text Shared.`,
  )
  await Promise.all([laptop.sees(/word1 word2/), phone.sees(/word1 word2/)])
  const [here, there] = [laptop.card('touch shared.txt'), phone.card('touch shared.txt')]
  await Promise.all([here.waits(), there.waits()])
  await there.presses('Allow once')

  await here.isGone()
  await Promise.all([laptop.sees('Shared.'), phone.sees('Shared.')])
  await Promise.all([laptop.seesTurnEnd(), phone.seesTurnEnd()])
  expect(await phone.conversation()).toBe(await laptop.conversation())
})

test('a reload and a deep link show the same conversation', async () => {
  const { person, session } = await inSession('reloaded')
  await person.says('@think Something to think about.\n@text Hello, **harbour**.\n@tokens 30')
  await person.seesTurnEnd()
  const before = await person.conversation()

  await person.reload()
  await person.seesTurnEnd()
  expect(await person.conversation()).toBe(before)

  const other = await someone()
  await other.open(`/session/${session.id}`)
  await other.seesTurnEnd()
  expect(await other.conversation()).toBe(before)
})

function sessionOf(person: Person): string {
  return new URL(person.address()).pathname.split('/').at(-1) ?? ''
}
