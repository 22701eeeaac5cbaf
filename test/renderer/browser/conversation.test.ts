import { expect, test } from 'vitest'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

test('text appears while it streams, and the finished block takes its place', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  gateway.send(sessions.working.stream('live', 'Half a sen'))
  await person.sees('Half a sen')
  gateway.send(sessions.working.stream('live', 'tence.'))
  await person.sees('Half a sentence.')
  sessions.working
    .write((log) => log.text('Half a sentence, **whole**.', 'live'))
    .forEach((event) => gateway.send(event))
  await person.sees('whole')
  expect(await person.page.getByText('Half a sen', { exact: false }).count()).toBe(1)
})

test('streaming keeps to the end of the conversation, unless the reader has left it', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const log = person.page.getByRole('log')
  for (let line = 0; line < 60; line += 1) {
    gateway.send(sessions.working.stream('live', `\n\nLine ${line} of a long answer.`))
  }
  await person.sees('Line 59 of a long answer.')
  await expect
    .poll(() => log.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight))
    .toBeLessThan(80)
  await log.hover()
  await person.page.mouse.wheel(0, -900)
  await person.sees('Jump to latest')
  const before = await log.evaluate((list) => list.scrollTop)
  for (let line = 60; line < 90; line += 1) {
    gateway.send(sessions.working.stream('live', `\n\nLine ${line} of a long answer.`))
  }
  await expect
    .poll(() => log.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight))
    .toBeGreaterThan(1200)
  expect(Math.abs((await log.evaluate((list) => list.scrollTop)) - before)).toBeLessThan(2)
  await person.presses('Jump to latest')
  await person.sees('Line 89 of a long answer.')
})

test('after a cut everything that happened meanwhile is there, once', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'wide', { tolerates: LOST_SERVER })
  await person.sees('Go on')
  gateway.cut(1000)
  sessions.working.write((log) => ['Missed one.', 'Missed two.'].map((text) => log.text(text)))
  await person.sees('Missed two.')
  await person.sees('Connected')
  expect(await person.page.getByText('Missed one.').count()).toBe(1)
})

test('a gateway that comes back at the same address is found again by itself', async () => {
  const { gateway, person } = await visit('/', 'wide', { tolerates: LOST_SERVER })
  await person.sees('Connected')
  const port = Number(new URL(gateway.url).port)
  await gateway.close()
  await person.sees(/^Reconnecting, next try in \d+ s$/)
  await gateway.listen(port)
  await person.sees('Connected')
  expect(gateway.connections).toBe(1)
})

test('older pages come in above without moving what is read', async () => {
  const { gateway, sessions, person } = await visit('/')
  sessions.done.write((log) =>
    Array.from({ length: 1500 }, (_, index) => log.text(`Paragraph ${index}. ${'word '.repeat(index % 40)}`)),
  )
  await person.page.goto(`${gateway.url}/session/${sessions.done.id}`)
  await person.sees(/^Paragraph 1499/)
  const log = person.page.getByRole('log')
  await log.evaluate((list) => list.scrollTo(0, 1500))
  const top = () =>
    log.evaluate((list) => {
      const line = [...list.querySelectorAll('p')].find((one) => one.getBoundingClientRect().top > 200)
      return line === undefined
        ? ''
        : `${line.textContent?.slice(0, 16)} ${Math.round(line.getBoundingClientRect().top / 4)}`
    })
  await log.evaluate((list) => list.scrollTo(0, 1100))
  const before = await top()
  // What is kept for reading without a connection asks for events, too: for the latest ones.
  const pages = () =>
    gateway.answers.calls.filter(({ name, params }) => name === 'session.events' && params['limit'] === 500)
  await expect.poll(() => pages().length).toBe(1)
  await expect.poll(() => log.evaluate((list) => list.scrollTop)).toBeGreaterThan(5000)
  expect(await top()).toBe(before)
})

test('5,000 events are shown soon after they arrived', async () => {
  const { gateway, sessions, person } = await visit('/')
  sessions.done.write((log) => {
    for (let turn = 0; turn < 1250; turn += 1) {
      log.prompt(`Prompt ${turn}`)
      log.call(`call${turn}`, ['Bash', { command: 'ls' }])
      log.result(`call${turn}`, 'out')
      log.text(`Answer ${turn} with **some** Markdown.`)
    }
  })
  gateway.answers.overrides.set('session.events', () => ({
    events: sessions.done.log.events.slice(0, 4600),
    head_seq: 5000,
  }))
  await person.page.goto(`${gateway.url}/session/${sessions.done.id}`)
  await person.sees(/^Answer 1249/)
  const log = person.page.getByRole('log')
  const height = await log.evaluate((list) => list.scrollHeight)
  const took = await log.evaluate(async (list, from) => {
    list.scrollTo(0, 0)
    const began = performance.now()
    while (list.scrollHeight < from * 3) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    return performance.now() - began
  }, height)
  // How soon is the bench's (test/bench/page/pageOpening): a busy machine takes a second. What grows with the square takes minutes.
  expect(took).toBeLessThan(10_000)
})

test('a tool opens on demand: diff, output, and what a sub-agent did', async () => {
  const { person } = await visit('/session/$working')
  await person.presses(/^Edited/)
  await person.sees('return JSON.parse(bytes.toString())')
  await person.presses(/^Ran npm test/)
  await person.sees(/8 tests\) 21ms/)
  await person.presses(/^Sub-agent/)
  await person.sees('frames\\.parse')
  expect(await person.page.getByRole('button', { expanded: true }).count()).toBe(3)
})

test('what the reader opens at the end stays under their eyes, and a short one leaves them at the end', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  await person.composer().waitFor()
  const write = (name: string, lines: number) =>
    sessions.working
      .write((log) => {
        log.call(name, ['Bash', { command: `echo ${name}`, description: 'Say it' }])
        const stdout = Array.from({ length: lines }, (_, line) => `${name} line ${line}`).join('\n')
        log.result(name, '', { details: { stdout, stderr: '' } })
      })
      .forEach((event) => gateway.send(event))
  const topOf = (name: RegExp) => person.button(name).evaluate((line) => line.getBoundingClientRect().top)

  write('short', 1)
  await person.presses(/^Ran echo short/)
  await person.sees('short line 0')
  await expect.poll(() => person.belowTheEnd()).toBeLessThan(2)
  // Again, with the code of its details there: it grows in one step now.
  await person.presses(/^Ran echo short/)
  await person.page.getByText('short line 0').waitFor({ state: 'detached' })
  await person.presses(/^Ran echo short/)
  await person.sees('short line 0')
  await expect.poll(() => person.belowTheEnd()).toBeLessThan(2)

  write('long', 60)
  await person.button(/^Ran echo long/).waitFor()
  await expect.poll(() => person.belowTheEnd()).toBeLessThan(2)
  const top = await topOf(/^Ran echo long/)
  await person.presses(/^Ran echo long/)
  await person.sees('Jump to latest')
  expect(Math.abs((await topOf(/^Ran echo long/)) - top)).toBeLessThan(2)
  gateway.send(sessions.working.stream('live', 'And it goes on.'))
  await person.presses('Jump to latest')
  await person.sees('And it goes on.')
})

test('prompts of a paused session wait until somebody lets them go on', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Connected')
  sessions.working.queue(['And then the docs']).forEach((event) => gateway.send(event))
  await person.sees('And then the docs')
  expect(await person.button('Resume').count()).toBe(0)
  sessions.working
    .write((log) => log.add('session_status', { status: 'SUSPENDED', reason: 'paused' }))
    .forEach((event) => gateway.send(event))
  await person.presses('Resume')
  await expect
    .poll(() => gateway.received.findLast(({ type }) => type === 'session_control'))
    .toMatchObject({
      session_id: sessions.working.id,
      data: { action: 'resume' },
    })
})

test('queued prompts are shown and can be taken back', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working.queue(['And then the docs']).forEach((event) => gateway.send(event))
  await person.takesBack('And then the docs')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.cancel')?.params)
    .toMatchObject({ message_id: 'q0' })
})

test('prompts that a stop has held say so; they run, are edited or discarded when a person says it', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.working.queue(['First the docs', 'Then the tests'], { held: true }).forEach((event) => gateway.send(event))
  await person.sees('2 messages held')
  const row = person.page.getByRole('listitem').filter({ hasText: 'First the docs' })
  await row.getByRole('button', { name: 'Edit this message' }).click()
  await person.page.getByRole('textbox', { name: 'Text of the queued message' }).fill('First the changelog')
  await person.presses('Save')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.edit')?.params)
    .toMatchObject({ message_id: 'q0', content: 'First the changelog' })
  await person.expectAccessible()
  await person.presses(/^Run$/)
  await expect
    .poll(() => gateway.received.findLast(({ type }) => type === 'session_control'))
    .toMatchObject({ data: { action: 'run_queue' } })
  await person.presses('Discard')
  const discarded = () =>
    gateway.answers.calls.flatMap(({ name, params }) => (name === 'message.cancel' ? [params['message_id']] : []))
  await expect.poll(discarded).toEqual(['q0', 'q1'])
})

test('a prompt shows at once, is sent with the chosen timing, and survives a reload unsent', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.composer().fill('Half a thought')
  await person.reload()
  expect(await person.composer().inputValue()).toBe('Half a thought')
  await person.presses('When Claude gets it')
  await person.page.getByRole('menu').waitFor()
  await person.types('Escape')
  await person.page.getByRole('menu').waitFor({ state: 'detached' })
  await person.presses('When Claude gets it')
  await person.page.getByRole('menuitemradio', { name: /^Steer now/ }).click()
  await person.composer().press('Enter')
  await person.sees('Half a thought')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: 'Half a thought', when: 'steer' })
})

test('a prompt written while the workstation is away is sent once it is back, once', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'wide', { tolerates: LOST_SERVER })
  await person.sees('Go on')
  await person.composer().waitFor()
  const port = Number(new URL(gateway.url).port)
  await gateway.close()
  await person.sees(/^Reconnecting/)
  await person.says('Are you there?')
  await person.sees('Will be sent when you’re back')
  await gateway.listen(port)
  await expect.poll(() => sessions.working.log.events.at(-1)?.content, { timeout: 10_000 }).toBe('Are you there?')
  await expect.poll(() => person.page.getByText('Are you there?').count()).toBe(1)
})
