import type { ProjectAction } from '#shared/operations/projectAction.ts'
import { duration } from '#renderer/format/numbers.ts'
import * as words from './words.ts'

/** That an action runs, or how it ended the last time and how long it took; empty where it never ran. */
export function actionState({ running, last }: Pick<ProjectAction, 'running' | 'last'>): string {
  return running !== null ? words.running : last === null ? '' : `${endText(last)} · ${duration(last.duration_ms)}`
}

function endText({ reason, exit_code, signal }: NonNullable<ProjectAction['last']>): string {
  switch (reason) {
    case 'exited':
      return exit_code === 0
        ? words.done
        : exit_code === null
          ? words.endedBySignal(signal ?? words.aSignal)
          : words.exitCodeExitCode(exit_code)
    case 'timed_out':
      return words.tookTooLong
    case 'cancelled':
    case 'stopped':
      return words.stopped
  }
}
