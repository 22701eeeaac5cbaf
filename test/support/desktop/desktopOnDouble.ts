import type { DesktopDriver } from './desktopDriver.ts'
import { DesktopWorld } from './desktopWorld.ts'
import { until } from '#test/support/until.ts'

/** The program on the double, driven as the real one is. */
export async function openOnDouble(): Promise<DesktopDriver> {
  const world = await DesktopWorld.create()
  const { electron, page } = await world.open()
  return {
    dataDir: world.dataDir,
    page,
    startAgain: async (argv) => {
      electron.app.startsAgain(['homeport', ...argv], world.home)
    },
    willAnswer: async (button) => electron.dialog.willAnswer(button),
    spelling: async () =>
      until(() => [...electron.session.spelling, ...electron.session.fetched.map((url) => `fetches ${url}`)][0], {
        what: 'a dictionary',
      }),
    quit: async () => {
      electron.app.quit()
      await electron.app.exited
    },
    close: () => world.close(),
  }
}
