import { HomeportError } from '#shared/errors.ts'
import type { DesktopActions } from '../app/desktopActions.ts'
import type { Dialogs } from '../system/dialogs.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { TrayAction } from './trayItem.ts'
import * as words from './words.ts'

export interface TrayActionsDeps {
  readonly actions: DesktopActions
  readonly updates: { check(): Promise<unknown>; install(): Promise<unknown> }
  readonly dialog: Pick<Dialogs, 'showMessageBox' | 'showErrorBox'>
  readonly clipboard: ElectronParts['clipboard']
  readonly showQr: () => Promise<void>
  /** For changes that the menu shows but the state does not hold. */
  readonly refresh: () => void
}

/** Performs a clicked action. One that cannot be undone is confirmed first; a failure is shown in a dialog. */
export async function performTrayAction(action: TrayAction, deps: TrayActionsDeps): Promise<void> {
  try {
    if (await isMeant(action, deps)) {
      await perform(action, deps)
    }
  } catch (error) {
    deps.dialog.showErrorBox(words.thatDidNotWork, sentenceOf(error))
  } finally {
    deps.refresh()
  }
}

async function perform(action: TrayAction, { actions, updates, clipboard, showQr }: TrayActionsDeps): Promise<void> {
  switch (action.kind) {
    case 'open':
      return actions.openPage(action.path)
    case 'answer':
      return actions.answer(action.session_id, action.approval_id, action.decision)
    case 'control':
      return forEach(action.session_ids, (id) => actions.control(id, action.control))
    case 'end_session':
      return actions.control(action.session_id, 'terminate')
    case 'confirm_terminal':
      return actions.confirmTerminal(action.id, action.decision)
    case 'remote_off':
      return actions.remoteOff()
    case 'copy':
      return clipboard.writeText(action.text)
    case 'show_qr':
      return showQr()
    case 'panic':
      return actions.panic()
    case 'start_server':
      return actions.startServer()
    case 'renew_host':
      return actions.renewHost()
    case 'check_for_updates':
      await updates.check()
      return
    case 'install_update':
      await updates.install()
      return
    case 'start_at_login':
      actions.startAtLogin(action.on)
      return
    case 'quit':
      actions.quit()
  }
}

/** Runs all of them, also when one fails. @throws the first error. */
async function forEach<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const outcomes = await Promise.allSettled(all.map(run))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) {
    throw failed.reason
  }
}

/** Asks for confirmation when the action loses something. */
async function isMeant(action: TrayAction, { dialog }: TrayActionsDeps): Promise<boolean> {
  const question = questionFor(action)
  if (question === null) {
    return true
  }
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: words.homeport,
    message: question.message,
    detail: question.detail,
    buttons: [question.button, words.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

function questionFor(action: TrayAction): { message: string; detail: string; button: string } | null {
  switch (action.kind) {
    case 'panic':
      return words.lockDown
    case 'end_session':
      return words.endTheSession(action.name)
    default:
      return null
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof HomeportError ? error.message : words.homeportCouldNotDoIt
}
