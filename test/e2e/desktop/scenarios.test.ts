import { describe, expect, onTestFinished, test } from 'vitest'
import { connectToRunningServer } from '#server/index.ts'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import type { DesktopDriver } from '#test/support/desktop/desktopDriver.ts'
import { openOnDouble } from '#test/support/desktop/desktopOnDouble.ts'
import { type Program, signInProgram } from '#test/support/server/program.ts'
import { findElectron, openWithElectron } from '#test/support/desktop/realElectron.ts'
import { isReady } from '#test/support/runFiles.ts'
import { until } from '#test/support/until.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** The same scenarios on the double, and with the real Electron where there is one. */
const electron = findElectron()
if (electron === null) {
  process.stderr.write(
    '\nNOT RUN: the desktop scenarios with the real Electron. There is no binary here; name one in ELECTRON_PATH.\n\n',
  )
}
const stages: readonly (readonly [string, () => Promise<DesktopDriver>])[] = [
  ['the double of Electron', openOnDouble],
  ...(electron === null ? [] : [['the real Electron', () => openWithElectron(electron)] as const]),
]

describe.each(stages)('on %s', (_stage, open) => {
  async function start() {
    const desktop = await open()
    onTestFinished(() => desktop.close())
    await desktop.page.getByRole('link', { name: 'New session' }).first().waitFor()
    return desktop
  }

  test('it starts with a page that works, and shows what a second start asks for', async () => {
    const desktop = await start()
    await desktop.startAgain(['homeport://session/given'])
    await desktop.page.waitForURL(/\/session\/given$/)
    expect(await desktop.page.evaluate(() => ['require', 'process'].filter((name) => name in window))).toEqual([])
  })

  test('the page has one function of the program’s, frozen, and Chromium the dictionary that the program brings', async () => {
    const desktop = await start()
    const listener = await desktop.page.evaluate(() => {
      const { homeport } = window as unknown as { homeport: object }
      return [Object.keys(homeport), Object.isFrozen(homeport)]
    })
    expect(listener).toEqual([['call'], true])
    expect(await desktop.spelling()).toBe('en-US')
  })

  test('a gateway that dies is back, with its sessions; “Keep running” leaves the host alone', async () => {
    const desktop = await start()
    const program = await programAt(desktop)
    const { id } = await program.createSession(temporaryFolder(), { name: 'Lasting' })
    const before = await infoOf(desktop)
    process.kill(before.gateway_pid, 'SIGKILL')
    await until(() => connectToRunningServer(desktop.dataDir)?.pid !== before.gateway_pid && isReady({ program }), {
      what: 'the next gateway',
    })
    const { sessions } = await program.call<{ sessions: { id: string }[] }>('GET', '/api/sessions')
    expect(sessions.map((session) => session.id)).toEqual([id])
    await until(async () => (await infoOf(desktop)).host_pid === before.host_pid, { what: 'the same host' })

    await desktop.willAnswer('Keep running')
    await desktop.quit()
    expect(() => process.kill(before.host_pid, 0)).not.toThrow()
  })
})

async function infoOf({ dataDir }: DesktopDriver) {
  return until(
    () =>
      connectToRunningServer(dataDir)
        ?.call('server.info', {})
        .catch(() => null),
    { what: 'a server' },
  )
}

async function programAt(desktop: DesktopDriver): Promise<Program> {
  const program = await signInProgram(await infoOf(desktop))
  await program.call('PUT', '/api/claude/token', { token: DEMO_TOKEN })
  return program
}
