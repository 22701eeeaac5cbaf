import type { ChildProcess } from 'node:child_process'

/**
 * Ends a child that only answers a question (a shell, `--version`, a check) when this process ends: nobody reads its
 * answer any more. `end` also ends what it started; absent: the child alone.
 */
export function endWithProcess(child: ChildProcess, end: () => void = () => void child.kill('SIGKILL')): void {
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}
