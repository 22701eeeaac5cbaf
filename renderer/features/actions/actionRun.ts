import type { SessionId } from '#shared/ids.ts'
import type { ExecEnd } from '#shared/operations/exec.ts'
import type { ActionRun } from '#renderer/state/session/projectActions.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

/** More of what was printed is not kept in the page; the newest stays. */
const MOST_KEPT = 200_000

/** What an action printed so far. */
export interface Shown {
  readonly output: string
  /** null: it runs. */
  readonly end: ExecEnd | null
}

/** One that another client started as a command, without a terminal. */
export interface CommandRun {
  readonly session_id: SessionId
  readonly exec_id: string
}

/** Ends an action that runs; in a terminal as its key would. @throws HomeportError as `exec.cancel`, `terminal.signal`. */
export async function stopAction({ session_id, exec_id, terminal_id }: ActionRun): Promise<void> {
  if (terminal_id !== null) {
    await connection.client.call('terminal.signal', { terminal_id, signal: 'SIGINT' })
  } else if (exec_id !== null) {
    await connection.client.call('exec.cancel', { session_id, exec_id })
  }
}

/** Tells what an action prints, all of it each time, until it ends or the returned function is called. */
export function followAction(
  run: CommandRun,
  { show, onEnd }: { readonly show: (shown: Shown) => void; readonly onEnd: () => Promise<void> },
): () => void {
  const leaving = new AbortController()
  const followToTheEnd = async () => {
    await follow(run, show, leaving.signal)
    if (!leaving.signal.aborted) {
      await onEnd()
    }
  }
  void followToTheEnd()
  return () => leaving.abort()
}

async function follow(run: CommandRun, show: (shown: Shown) => void, leaving: AbortSignal): Promise<void> {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  let output = ''
  let after = 0
  while (!leaving.aborted) {
    // What is gone by now has ended, and the list says how.
    const part = await connection.client.call('exec.read', { ...run, after }).catch(() => null)
    if (part === null || leaving.aborted) {
      return
    }
    after = part.next
    for (const { stream, base64 } of part.chunks) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0)
      output += decoders[stream].decode(bytes, { stream: true })
    }
    output = output.slice(-MOST_KEPT)
    show({ output, end: part.end })
    if (part.end !== null) {
      return
    }
  }
}
