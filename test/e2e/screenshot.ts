import path from 'node:path'
import { tmpdir } from 'node:os'
import { openChromium } from '#test/support/browser/browser.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

/** Makes the README's picture, from the demo as it really runs: `node test/e2e/screenshot.ts [light|dark]`. */

const FILE = path.join(import.meta.dirname, '../../resources/screenshot.png')

/** Sessions that are over, for the list at the side. */
const OTHERS = [
  { folder: 'website', name: 'Make the start page load faster' },
  { folder: 'api-server', name: 'Find the flaky sign-in test' },
  { folder: 'dotfiles', name: 'Tidy up the shell start-up' },
]

const server = await startServer({ demo: true, home: path.join(tmpdir(), 'skipper') })
const chromium = await openChromium()
try {
  await addOthers(server)
  await takePicture(server)
} finally {
  await chromium.close()
  await server.close()
}

async function addOthers({ program, folder }: TestServer): Promise<void> {
  const viewer = await program.watch()
  for (const other of OTHERS) {
    const session = await program.createSession(folder(other.folder), { name: other.name })
    await viewer.follow(session.id)
    await viewer.turn(session.id, '@text Done.')
  }
  await viewer.close()
}

async function takePicture({ program, folder, signInLink }: TestServer): Promise<void> {
  const session = await program.createSession(folder('harbour'), { name: 'Show me around' })
  const colorScheme = process.argv[2] === 'light' ? 'light' : 'dark'
  const person = await chromium.person('wide', { colorScheme })
  await person.signIn(await signInLink())
  await person.open(`/session/${session.id}`)
  await person.says('Show me around')
  await person.card('Hello from the demo.').presses('Allow once')
  await person.card('with best wishes').waits()
  await person.page.mouse.move(0, 0)
  await person.page.screenshot({ path: FILE })
  await person.leave()
}
