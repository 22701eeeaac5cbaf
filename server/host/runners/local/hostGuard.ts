import { type ChildProcess, spawn } from 'node:child_process'

/** Waits for a line; when the other end of the pipe is gone instead, the program is ended at once. */
const SCRIPT = 'read _ || kill -9 "$1"'

/** The same for all that is in the program's process group. */
const GROUP_SCRIPT = 'read _ || kill -s KILL -- "-$1"'

/**
 * Ends a program the moment this process dies. Left alone, Claude Code would take the end of its input for the end of
 * the conversation: refuse the approval it waits for, say whatever follows from that, and note the turn as done where
 * nobody sees it. Ended at once, the turn stays cut, and the next host runs it again.
 *
 * A shell holds the program's input open and waits for us to die: a megabyte, no polling. On Windows there is none;
 * there a turn that went on unseen is reported as lost. A program without an input leads a group, which ends as a whole.
 * Returns how to call it off, once the program is gone.
 */
export function guardAgainstHostDeath(program: ChildProcess): () => void {
  if (process.platform === 'win32' || program.pid === undefined) {
    return () => {}
  }
  const script = program.stdin === null ? GROUP_SCRIPT : SCRIPT
  const guard = spawn('/bin/sh', ['-c', script, 'homeport-guard', String(program.pid)], {
    cwd: '/',
    env: {},
    // A session of its own: what ends our terminal must not end the guard first.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', ...(program.stdin === null ? [] : [program.stdin])],
    windowsHide: true,
  })
  // Without it everything works but this one thing; no program is refused to anybody for that.
  guard.on('error', () => {})
  guard.stdin?.on('error', () => {})
  return () => guard.stdin?.end('\n')
}
