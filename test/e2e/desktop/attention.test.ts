import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { DesktopWorld } from '#test/support/desktop/desktopWorld.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

/** Nobody looks at the window, and a session asks whether it may run `ls`. */
async function asked(platform: NodeJS.Platform, name: string) {
  const running = await world.open({ platform })
  const { electron, desktop } = running
  onTestFinished(() => world.kill(electron))
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
  electron.blur()
  const program = await world.program()
  const session = await program.createSession(world.folder(name), { name: `Session ${name}` })
  const prompt = '@tool Bash {"command": "touch made", "description": "Make a file"}\n@text Made.'
  await program.call('POST', `/api/session/${session.id}/messages`, { content: prompt })
  const [notification] = await until(() => electron.notifications.length > 0 && electron.notifications, {
    what: 'a notification',
  })
  return { ...running, program, session, notification }
}

test('who does not look is told what waits, and answers from the notification', async () => {
  const { electron, desktop, notification, session } = await asked('darwin', 'answered')
  expect(notification?.options).toMatchObject({
    title: 'Session answered needs you',
    body: expect.stringContaining('touch made'),
  })
  expect(electron.app.badge).toBe(1)
  expect([...electron.powerSaveBlocker.started.values()]).toEqual([])

  notification?.press('Allow once')
  await until(() => desktop.model.facts.overview?.sessions.some(({ turn_count }) => turn_count === 1), {
    what: 'the turn',
  })
  expect(desktop.model.state.waiting).toEqual([])
  // Nothing waits any more; one session has finished, and nobody has read it.
  expect(electron.app.badge).toBe(1)
  expect(notification?.isShown).toBe(false)
  expect(electron.notifications.at(-1)?.options).toMatchObject({ title: 'Session answered', body: 'The turn is done.' })
  const [known] = desktop.model.facts.overview?.sessions.filter(({ id }) => id === session.id) ?? []
  expect(known?.status).toBe('ACTIVE')
})

test('where notifications have no buttons, a click opens the session; what was answered elsewhere goes away', async () => {
  const { electron, desktop, notification, program, session, page } = await asked('linux', 'elsewhere')
  expect(notification?.options.actions).toBeUndefined()
  electron.windows[0]?.hide()
  notification?.click()
  await page.waitForURL(`**/session/${session.id}`)
  expect(electron.windows[0]?.state).toBe('shown')

  const [waiting] = desktop.model.state.waiting
  await program.call('POST', `/api/session/${session.id}/approvals/${waiting?.approvals[0]?.approval_id}`, {
    decision: 'deny',
  })
  await until(() => notification?.isShown === false, { what: 'the notification to go away' })
})

test('who looks at the window is not told twice', async () => {
  const { electron, desktop } = await world.open()
  onTestFinished(() => world.kill(electron))
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
  const program = await world.program()
  const session = await program.createSession(world.folder('seen'), { name: 'seen' })
  await program.call('POST', `/api/session/${session.id}/messages`, { content: 'hello' })
  await until(
    () => desktop.model.facts.overview?.sessions.some(({ id, turn_count }) => id === session.id && turn_count === 1),
    {
      what: 'the turn',
    },
  )
  expect(electron.notifications).toEqual([])
})

test('the machine is kept awake while a turn runs, and no longer', async () => {
  const { electron, desktop } = await world.open()
  onTestFinished(() => world.kill(electron))
  const program = await world.program()
  const session = await program.createSession(world.folder('awake'), { name: 'awake' })
  const kinds: string[] = []
  desktop.model.subscribe(() => kinds.push([...electron.powerSaveBlocker.started.values()].join()))
  await program.call('POST', `/api/session/${session.id}/messages`, { content: '@slow 5\n@tokens 60\n@text Done.' })
  await until(() => desktop.model.state.keeps_awake, { what: 'a turn' })
  expect([...electron.powerSaveBlocker.started.values()]).toEqual(['prevent-app-suspension'])
  await until(() => !desktop.model.state.keeps_awake, { what: 'its end' })
  expect(electron.powerSaveBlocker.started.size).toBe(0)
})

test('after sleep the page and the program ask whether their connections still live', async () => {
  const { electron, desktop, page } = await world.open()
  onTestFinished(() => world.kill(electron))
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
  await page.evaluate(() => {
    window.addEventListener('online', () => document.body.setAttribute('data-woken', 'yes'))
  })
  electron.powerMonitor.emit('resume')
  await page.locator('body[data-woken=yes]').waitFor({ state: 'attached' })
  expect(desktop.model.state.server.kind).toBe('running')
})

test('a device that asks for its first terminal is told once, and a click leads to where it is answered', async () => {
  const { electron, desktop, page } = await world.open({ platform: 'linux' })
  onTestFinished(() => world.kill(electron))
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
  electron.blur()
  const device = { id: 'one', device_name: 'Ada’s <phone>', username: 'ada', address: '192.0.2.7', expires_in: 300 }
  const waiting = { ...device, asked_at: new Date().toISOString() }
  desktop.model.learn({ asking: [waiting] })
  desktop.model.learn({ asking: [{ ...waiting, expires_in: 290 }] })
  const titles = electron.notifications.map(({ options }) => options.title)
  expect(titles).toEqual(['Ada’s <phone> asks for its first terminal'])
  electron.notifications[0]?.click()
  await page.waitForURL('**/devices')
})
