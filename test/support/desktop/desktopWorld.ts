import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { type Desktop, runDesktop } from '#main/app/desktop.ts'
import type { LaunchContext } from '#main/launchContext.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import { type SupervisionTimes, connectToRunningServer, supervisionTimes } from '#server/index.ts'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { type MessagesApi, startMessagesApi } from '#server/demo/api/messagesApi.ts'
import { ElectronDouble, type ElectronDoubleOptions } from '#test/fakes/electron/electronDouble.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { type ServerProcesses, serverProcessesOf } from '#test/support/server/serverProcesses.ts'
import type { Person } from '#test/support/browser/person.ts'
import { type Program, signInProgram } from '#test/support/server/program.ts'
import { until } from '#test/support/until.ts'
import { FakeLog } from '#test/fakes/fakeLog.ts'
import { compileCache } from '#test/support/server/compileCache.ts'

const BUILT = path.join(import.meta.dirname, '../../../dist/main')

export interface StartOptions extends ElectronDoubleOptions {
  readonly argv?: readonly string[]
  readonly platform?: NodeJS.Platform
  readonly hasTray?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly updates?: LaunchContext['updates']
  /** Less patient than the program, whose minutes no test waits for. */
  readonly times?: Partial<SupervisionTimes>
  /** Where the program's own pages are; absent: where they were built. */
  readonly pages?: string
}

const noUpdates: LaunchContext['updates'] = { kind: 'none', reason: 'This is a test.' }

/** One start of the desktop program on the double. */
export interface RunningDesktop {
  readonly electron: ElectronDouble
  /** null: another instance ran already. */
  readonly desktop: Desktop | null
}

/** A person's machine with the desktop program on it: a home, a data directory, the stand-in of the API. */
export class DesktopWorld {
  readonly home: string
  readonly dataDir: string
  readonly api: MessagesApi
  readonly serverProcesses: ServerProcesses
  readonly log = new FakeLog()
  readonly #chromium: Chromium
  readonly #started: ElectronDouble[] = []

  private constructor(api: MessagesApi, chromium: Chromium) {
    this.home = realpathSync(mkdtempSync(path.join(tmpdir(), 'homeport-desktop-')))
    this.dataDir = path.join(this.home, '.homeport')
    this.serverProcesses = serverProcessesOf(this.home)
    this.api = api
    this.#chromium = chromium
    mkdirSync(path.join(this.home, 'tmp'))
  }

  static async create(): Promise<DesktopWorld> {
    return new DesktopWorld(await startMessagesApi({ token_ms: 2 }), await openChromium())
  }

  /** Starts the program; resolves as soon as Electron would have it ready. */
  async start(options: StartOptions = {}): Promise<RunningDesktop> {
    const context = await this.#chromium.context()
    const electron = new ElectronDouble({ ...options, context })
    this.#started.push(electron)
    const running = runDesktop(electron.parts, this.context(options))
    electron.app.settleEntry()
    return { electron, desktop: await running }
  }

  /** Starts it and waits for the page in its window. */
  async open(options: StartOptions = {}): Promise<RunningDesktop & { readonly desktop: Desktop; readonly page: Page }> {
    const { electron, desktop } = await this.start(options)
    if (desktop === null) {
      throw new Error('The program runs already.')
    }
    await until(() => electron.windows.length > 0, { what: 'a window' })
    const page = await electron.page()
    await page.getByRole('link', { name: 'New session' }).first().waitFor()
    return { electron, desktop, page }
  }

  context(options: StartOptions): LaunchContext {
    const { argv = [], platform = 'linux', hasTray = false, env = {}, updates = noUpdates } = options
    const times = { ...supervisionTimes, ...options.times }
    const { pages = path.join(BUILT, 'pages') } = options
    return {
      dataDir: this.dataDir,
      userData: path.join(this.dataDir, 'window'),
      preferencesFile: path.join(this.dataDir, 'window/desktop.json'),
      platform,
      env: this.environment(env),
      argv: ['homeport', ...argv],
      isPlainElectron: false,
      workingFolder: this.home,
      home: this.home,
      execPath: '/opt/Homeport/homeport',
      files: {
        preload: path.join(BUILT, 'preload.cjs'),
        pages,
        icon: path.join(BUILT, 'icon.png'),
        dictionaries: path.join(BUILT, '../../resources/dictionaries'),
        trayArt: path.join(BUILT, '../../resources/tray'),
      },
      log: this.log,
      updates,
      hasTray: () => hasTray,
      times,
    }
  }

  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: this.home,
      TMPDIR: path.join(this.home, 'tmp'),
      SHELL: '/bin/sh',
      LANG: 'C.UTF-8',
      ...compileCache,
      HOMEPORT_VAULT: 'file',
      HOMEPORT_PORT: '0',
      HOMEPORT_DATA_DIR: this.dataDir,
      HOMEPORT_ANTHROPIC_BASE_URL: this.api.url,
      ...more,
    }
  }

  /** Somebody at a browser of this machine, signed in. */
  async person(): Promise<Person> {
    const person = await this.#chromium.person('wide')
    await person.signIn((await this.#info()).sign_in_url)
    return person
  }

  /** A program of the person's, signed in at the server that the desktop program keeps; Claude's token is set. */
  async program(): Promise<Program> {
    const program = await signInProgram(await this.#info())
    await program.call('PUT', '/api/claude/token', { token: DEMO_TOKEN })
    return program
  }

  async #info(): Promise<ServerInfo> {
    const info = await connectToRunningServer(this.dataDir)?.call('server.info', {})
    if (info === undefined) {
      throw new Error('No server runs.')
    }
    return info
  }

  folder(name: string): string {
    const folder = path.join(this.home, 'projects', name)
    mkdirSync(folder, { recursive: true })
    return folder
  }

  /** The program is killed, and with it its gateway; the host and its sessions stay. */
  async kill(electron: ElectronDouble): Promise<void> {
    electron.app.exit()
    await Promise.all(electron.utilities.map((utility) => utility.exited))
  }

  /** Ends everything that was started, and removes it. */
  async close(): Promise<void> {
    await Promise.all(this.#started.map((electron) => this.kill(electron)))
    await this.#chromium.close()
    await this.api.close()
    await this.serverProcesses.kill()
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}
