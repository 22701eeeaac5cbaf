import type { LoginStart } from '#shared/desktop/bridge.ts'
import type { AppPart } from '../electronApi.ts'
import { HIDDEN_FLAG } from './hiddenFlag.ts'
import { isAutostarted, setAutostart } from './linux/autostart.ts'
import * as words from './words.ts'

export interface LoginStartDeps {
  readonly app: Pick<AppPart, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  /** The program's own file. */
  readonly execPath: string
}

export function readLoginStart(deps: LoginStartDeps): LoginStart {
  const problem = deps.app.isPackaged ? null : words.thisIsACheckout
  if (deps.platform === 'linux') {
    return { enabled: isAutostarted(deps), problem, hint: null }
  }
  // Windows compares the whole command line: without the arguments it finds no such entry.
  const item = deps.app.getLoginItemSettings(deps.platform === 'win32' ? { args: [HIDDEN_FLAG] } : {})
  const hint = deps.platform === 'darwin' && item.status === 'requires-approval' ? APPROVAL : null
  return { enabled: item.openAtLogin || hint !== null, problem, hint }
}

const APPROVAL = 'macOS waits for your approval: System Settings, General, Login Items.'

/** Starts the program, without a window, whenever the person signs in to the computer; or no more. Idempotent. */
export function setLoginStart(enabled: boolean, deps: LoginStartDeps): LoginStart {
  if (!deps.app.isPackaged) {
    return readLoginStart(deps)
  }
  if (deps.platform === 'linux') {
    setAutostart(enabled, deps)
  } else {
    // macOS takes no arguments, and reports at the start that it is one at login.
    deps.app.setLoginItemSettings(
      deps.platform === 'win32' ? { openAtLogin: enabled, args: [HIDDEN_FLAG] } : { openAtLogin: enabled },
    )
  }
  return readLoginStart(deps)
}
