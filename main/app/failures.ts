import { HomeportError } from '#shared/errors.ts'
import type { Logger } from '#server/index.ts'
import type { ElectronParts } from '../electronApi.ts'
import * as words from './words.ts'

/**
 * Logs uncaught exceptions and rejections: a program started from a dock has no stderr. It keeps running, as Electron
 * itself would.
 */
export function logFailures(emitter: Pick<NodeJS.Process, 'on'>, log: Pick<Logger, 'error'>): void {
  emitter.on('uncaughtException', (error) => log.error('an exception was not caught', { error }))
  emitter.on('unhandledRejection', (error) => log.error('a rejection was not handled', { error }))
}

/** Shows why the program cannot start, then exits with 1. An error that is only thrown would show nothing. */
export function endFailedStart(
  error: unknown,
  { app, dialog, log }: Pick<ElectronParts, 'app' | 'dialog'> & { readonly log: Pick<Logger, 'error'> },
): void {
  log.error('the desktop program cannot start', { error })
  const sentence = error instanceof Error ? error.message : String(error)
  const advice =
    error instanceof HomeportError
      ? ''
      : '\n\nThe log desktop.log, in the folder logs of the data directory, tells more.'
  dialog.showErrorBox(words.homeportCannotStart, `${sentence}${advice}`)
  app.exit(1)
}
