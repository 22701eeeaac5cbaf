import type { LaunchContext } from '../launchContext.ts'
import type { ElectronParts } from '../electronApi.ts'
import { registerProgramPages } from '../windows/programPages.ts'

/**
 * The id by which Windows finds the program when a notification is clicked. Constant, so that the uninstaller knows
 * what to remove; Electron would generate another one for each installation.
 */
export const TOAST_ACTIVATOR = '{CEE44FC6-79C1-430A-AC58-428C6CB77472}'

export interface PrepareDeps {
  readonly parts: Pick<ElectronParts, 'app' | 'protocol'>
  readonly context: Pick<LaunchContext, 'platform' | 'userData' | 'log'>
}

/**
 * Configures Electron before it is ready. There is no crash reporter: nothing of a page or a session leaves this
 * machine.
 */
export function prepareElectron({ parts: { app, protocol }, context }: PrepareDeps): void {
  app.setName('Homeport')
  app.setPath('userData', context.userData)
  registerProgramPages(protocol)
  if (context.platform === 'win32') {
    app.setAppUserModelId('dev.homeport.Homeport')
    app.setToastActivatorCLSID(TOAST_ACTIVATOR)
  }
  if (context.platform === 'linux') {
    // Without it, cookies would wait for a keyring that asks for its password. They lie in a directory that only its
    // owner can read, beside secrets of no lesser worth.
    app.commandLine.appendSwitch('password-store', 'basic')
  } else if (app.isPackaged) {
    // On Linux the package's desktop entry declares it; registering again at each start would overwrite the person's
    // choice.
    app.setAsDefaultProtocolClient('homeport')
  }
  // `app.enableSandbox` is not called: it would drop that switch after Chromium has started without a sandbox, and
  // every page would crash. Each window asks for a sandbox itself.
  if (app.commandLine.hasSwitch('no-sandbox')) {
    context.log.warn('Chromium was started with --no-sandbox: pages are walled off by nothing but their own process')
  }
}
