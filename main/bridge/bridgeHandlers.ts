import path from 'node:path'
import type { QuitChoice } from '#shared/desktop/bridge.ts'
import type { ServerState } from '#shared/desktop/desktopState.ts'
import { HomeportError } from '#shared/errors.ts'
import type { Dialogs } from '../system/dialogs.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { BridgeHandlers } from './ipc.ts'
import type { KnownLoginStart } from '../system/knownLoginStart.ts'
import { type MenuEntryDeps, readMenuEntry, setMenuEntry } from '../system/linux/menuEntry.ts'
import type { Windows } from '../windows/windows.ts'
import type { UpdatesPart } from '../updates/openUpdates.ts'
import { logTail } from '../system/logTail.ts'
import * as words from './words.ts'

export interface BridgeHandlersDeps {
  readonly parts: Pick<ElectronParts, 'app' | 'shell'>
  readonly dialog: Pick<Dialogs, 'showOpenDialog'>
  readonly findBar: () => Windows['findBar']
  readonly signInWindow: Windows['signIn']
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly folders: { readonly data: string; readonly logs: string }
  readonly loginStart: KnownLoginStart
  readonly menuEntry: MenuEntryDeps
  readonly preferences: { quitChoice: QuitChoice; chosenFolder: string | null }
  readonly updates: Pick<UpdatesPart, 'state' | 'check' | 'install'>
  readonly serverState: () => ServerState
  readonly restartServer: () => Promise<void>
  /** Whether sessions can go on without the program. */
  readonly canKeepSessions: boolean
  readonly keepsAwake: () => boolean
  /** Resolves with what went wrong, or null. */
  readonly showTestNotification: () => Promise<string | null>
}

const done = { success: true } as const

export function createBridgeHandlers(deps: BridgeHandlersDeps): BridgeHandlers {
  const { parts, folders, loginStart, preferences, updates, findBar } = deps
  return {
    'program.info': () => ({
      version: parts.app.getVersion(),
      platform: deps.platform,
      data_dir: folders.data,
      can_keep_sessions: deps.canKeepSessions,
    }),
    'program.quit': () => {
      // After the response: quitting closes the page that asked.
      setImmediate(() => parts.app.quit())
      return done
    },
    'window.sign_in': async () => {
      await deps.signInWindow()
      return done
    },
    'login_start.get': () => loginStart.read(),
    'login_start.set': ({ enabled }) => loginStart.set(enabled),
    'menu_entry.get': () => readMenuEntry(deps.menuEntry),
    'menu_entry.set': ({ present }) => setMenuEntry(present, deps.menuEntry),
    'quit_choice.get': () => ({ choice: preferences.quitChoice }),
    'quit_choice.set': ({ choice }) => {
      preferences.quitChoice = choice
      return { choice }
    },
    'keep_awake.get': () => ({ active: deps.keepsAwake() }),
    'notification.test': async () => ({ problem: await deps.showTestNotification() }),
    'folder.open': async ({ folder }) => {
      const problem = await parts.shell.openPath(folders[folder])
      if (problem !== '') {
        throw new HomeportError('FILE_002', `The folder ${folders[folder]} could not be opened: ${problem}`)
      }
      return done
    },
    'folder.choose': () => chooseFolder(deps),
    'find.search': async (asked) => (await findBar()?.search(asked)) ?? { matches: 0, active: 0 },
    'find.close': () => {
      findBar()?.close()
      return done
    },
    'update.state': () => updates.state(),
    'update.check': () => updates.check(),
    'update.install': async () => ({ is_leaving: await updates.install() }),
    'server.state': () => deps.serverState(),
    'server.restart': async () => {
      await deps.restartServer()
      return done
    },
    'server.log': () => ({ lines: logTail(path.join(folders.logs, 'gateway.log')) }),
  }
}

async function chooseFolder(
  deps: Pick<BridgeHandlersDeps, 'dialog' | 'preferences' | 'home' | 'platform'>,
): Promise<{ path: string | null }> {
  const { canceled, filePaths } = await deps.dialog.showOpenDialog({
    title: words.folderForTheSession,
    // Without one the system shows Downloads.
    defaultPath: deps.preferences.chosenFolder ?? deps.home,
    properties: ['openDirectory', ...(deps.platform === 'darwin' ? (['createDirectory'] as const) : [])],
  })
  const chosen = canceled ? null : (filePaths[0] ?? null)
  if (chosen !== null) {
    deps.preferences.chosenFolder = chosen
  }
  return { path: chosen }
}
