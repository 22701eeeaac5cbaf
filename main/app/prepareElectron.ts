import type { LaunchContext } from '../launchContext.ts'
import type { ElectronParts } from '../electronApi.ts'
import { registerProgramPages } from '../windows/programPages.ts'

/**
 * By this, Windows finds the program when a notification is clicked. Always the same, so that the uninstaller knows what to
 * take away; Electron by itself makes up another one for each installation.
 */
export const TOAST_ACTIVATOR = '{CEE44FC6-79C1-430A-AC58-428C6CB77472}'

export interface PrepareDeps {
  readonly parts: Pick<ElectronParts, 'app' | 'protocol'>
  readonly place: Pick<LaunchContext, 'platform' | 'userData' | 'log'>
}

/** What Electron must be told before it is ready. No crash reporter: nothing of a page or a session leaves this machine. */
export function prepareElectron({ parts: { app, protocol }, place }: PrepareDeps): void {
  app.setName('Homeport')
  app.setPath('userData', place.userData)
  registerProgramPages(protocol)
  if (place.platform === 'win32') {
    app.setAppUserModelId('dev.homeport.Homeport')
    app.setToastActivatorCLSID(TOAST_ACTIVATOR)
  }
  if (place.platform === 'linux') {
    // Cookies would wait for a keyring that asks for its password. They lie in a directory that is its owner's alone,
    // beside secrets that are worth no less.
    app.commandLine.appendSwitch('password-store', 'basic')
  } else if (app.isPackaged) {
    // On Linux the package's own entry says it; asking for it anew at each start would rewrite the person's choices.
    app.setAsDefaultProtocolClient('homeport')
  }
  // `app.enableSandbox` is not called: it would take that switch away after Chromium has begun without a sandbox, and
  // every page would die. Each window asks for a sandbox itself.
  if (app.commandLine.hasSwitch('no-sandbox')) {
    place.log.warn('Chromium was started with --no-sandbox: pages are walled off by nothing but their own process')
  }
}
