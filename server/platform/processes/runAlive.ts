import { isSameProcess } from './processStart.ts'
import type { RunInfo } from '../files/runFile.ts'

/** Whether the very process that wrote the file still runs. A pid given to another program meanwhile does not count. Waits for the system's answer. */
export function isAlive(info: RunInfo): boolean {
  return isSameProcess(info)
}
