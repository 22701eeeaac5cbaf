import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { DesktopWorld } from '#test/support/desktopWorld.ts'
import { until } from '#test/support/until.ts'

let world: DesktopWorld

beforeAll(async () => {
  world = await DesktopWorld.create()
})

afterAll(() => world.close())

test('the installed program starts the server by itself and shows its page, signed in', async () => {
  const { electron, desktop, page } = await world.open()
  onTestFinished(() => electron.app.exit())
  expect(desktop.model.state.server).toMatchObject({ kind: 'running', started_by: 'us' })
  expect(electron.windows[0]?.state).toBe('shown')
  expect(page.url()).not.toContain('secret')
  await until(() => desktop.model.facts.overview !== null, { what: 'the sessions' })
})
