import type { Dialogs } from '../system/dialogs.ts'
import type { Quitting } from '../system/quitting.ts'
import * as words from './words.ts'

/** An installer that has not quit the program within this time never will. */
const ENDED_WITHIN_MS = 60_000

export interface LeaveForUpdateDeps {
  readonly dialog: Pick<Dialogs, 'showMessageBox'>
  readonly quitting: Pick<Quitting, 'leaveFor'>
  readonly platform: NodeJS.Platform
  /** The session host keeps running during the update. */
  readonly keepsHost: boolean
  /** How many sessions would be stopped; null: nobody knows. */
  readonly liveSessions: () => number | null
  /** Restarts the same version: the server was stopped, but the installer did not run. */
  readonly relaunch: () => void
}

/**
 * Disconnects from the server and lets the installer quit the program. Sessions keep running in their host; where they
 * cannot, the person is asked before they are stopped. False when the person wants to stay.
 */
export async function leaveForUpdate(install: () => void, deps: LeaveForUpdateDeps): Promise<boolean> {
  const { platform, quitting, keepsHost } = deps
  if (!keepsHost && deps.liveSessions() !== 0 && !(await mayStopSessions(deps))) {
    return false
  }
  await quitting.leaveFor({ keep_sessions: keepsHost }, () => {
    install()
    // The server is stopped, so the program must not stay open. On macOS everything is staged by now, and how long the
    // swap takes is up to the system.
    if (platform !== 'darwin') {
      setTimeout(deps.relaunch, ENDED_WITHIN_MS).unref()
    }
  })
  return true
}

async function mayStopSessions({ dialog }: LeaveForUpdateDeps): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: words.installTheUpdate,
    message: words.stopTheSessions,
    detail: words.theProgramCannotBeSwapped,
    buttons: [words.stopThemAndInstall, words.later],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}
