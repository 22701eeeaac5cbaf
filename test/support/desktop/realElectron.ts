import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { startMessagesApi } from '#server/demo/api/messagesApi.ts'
import type { DesktopDriver } from './desktopDriver.ts'
import { serverProcessesOf } from '#test/support/server/serverProcesses.ts'

const root = path.join(import.meta.dirname, '../../..')

/**
 * A plain Electron: ELECTRON_PATH, else the one that its package fetched; null: none is here. The packaged program is
 * none: its fuses refuse the debugger by which playwright drives it.
 */
export function findElectron(): string | null {
  const candidates = [process.env['ELECTRON_PATH'], path.join(root, 'node_modules/electron/dist/electron')]
  return candidates.find((file) => file !== undefined && file !== '' && existsSync(file)) ?? null
}

/** Starts the built program (`dist/main`) with it, in a home of its own. */
export async function openWithElectron(executablePath: string): Promise<DesktopDriver> {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'homeport-electron-')))
  const serverProcesses = serverProcessesOf(home)
  const api = await startMessagesApi({ token_ms: 2 })
  const dataDir = path.join(home, '.homeport')
  const display = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'PATH']
  const app = await _electron.launch({
    executablePath,
    // The folder, not its file: only then Electron knows the program's name and version.
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: {
      ...Object.fromEntries(
        display.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
      ),
      HOME: home,
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en_US',
      HOMEPORT_DATA_DIR: dataDir,
      HOMEPORT_PORT: '0',
      HOMEPORT_VAULT: 'file',
      HOMEPORT_ANTHROPIC_BASE_URL: api.url,
    },
  })
  const closed = new Promise<void>((resolve) => app.once('close', () => resolve()))
  return {
    dataDir,
    page: await app.firstWindow(),
    startAgain: async (argv) => {
      await app.evaluate(
        (electron, facts) => electron.app.emit('second-instance', {}, ['homeport', ...facts.argv], facts.home),
        { argv, home },
      )
    },
    willAnswer: async (button) => {
      await app.evaluate((electron, wanted) => {
        const answer = async (options: { buttons?: string[] }) => ({
          response: (options.buttons ?? []).indexOf(wanted),
          checkboxChecked: false,
        })
        Object.assign(electron.dialog, { showMessageBox: answer })
      }, button)
    },
    spelling: () =>
      app.evaluate(
        ({ session: { defaultSession } }) =>
          new Promise<string>((resolve) => {
            defaultSession.once('spellcheck-dictionary-initialized', (_event, language) => resolve(language))
            defaultSession.once('spellcheck-dictionary-download-begin', (_event, language) =>
              resolve(`fetches ${language}`),
            )
            // It tells of a dictionary only while it reads it.
            const languages = defaultSession.getSpellCheckerLanguages()
            defaultSession.setSpellCheckerLanguages([])
            defaultSession.setSpellCheckerLanguages(languages)
          }),
      ),
    quit: async () => {
      await app.evaluate((electron) => electron.app.quit()).catch(() => {})
      await closed
    },
    close: async () => {
      await app.close().catch(() => {})
      await api.close()
      await serverProcesses.kill()
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}
