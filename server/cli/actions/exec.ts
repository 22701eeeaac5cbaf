import { constants } from 'node:os'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { ExecEnd } from '#shared/operations/exec.ts'
import type { RunningServer } from '../../processes/controlClient.ts'
import { runningServer } from '../runningServer.ts'
import { sessionOf } from './sessionOf.ts'

export interface ExecFlags {
  readonly dataDir?: string | undefined
  readonly cwd?: string | undefined
  readonly env?: readonly string[] | undefined
  readonly timeout?: string | undefined
  readonly shell?: true | undefined
}

const A_DAY_MS = 86_400_000

/** What `timeout` of the GNU tools exits with. */
const TIMED_OUT = 124

/**
 * Runs a command in the folder of a session, passes on what it prints as it comes, and returns its exit code: 128 and the
 * number of the signal where one ended it, 124 where its time was up. Whoever interrupts it ends it with all that it started.
 * @throws HomeportError HOST_001 when no server runs, SESSION_002 when there is no such session, and as `exec.start`.
 */
export async function execInSession(session: string, words: readonly string[], flags: ExecFlags): Promise<number> {
  const server = runningServer(flags)
  const session_id = await sessionOf(server, session)
  const timeout_ms = flags.timeout === undefined ? A_DAY_MS : Number(flags.timeout) * 1000
  const { exec_id } = await server.call('exec.start', {
    session_id,
    ...(flags.shell === true ? { command: words.join(' ') } : { argv: [...words] }),
    ...(flags.cwd === undefined ? {} : { cwd: flags.cwd }),
    env: variablesOf(flags.env ?? []),
    timeout_ms,
  })
  const one = { session_id, exec_id }
  const cancel = () => void server.call('exec.cancel', one).catch(() => {})
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  signals.forEach((signal) => process.on(signal, cancel))
  // `homeport exec … | head`: nobody reads what is still to come.
  process.stdout.on('error', cancel)
  try {
    return exitCodeOf(await passOn(server, one))
  } finally {
    signals.forEach((signal) => process.off(signal, cancel))
    process.stdout.off('error', cancel)
  }
}

async function passOn(server: RunningServer, one: { session_id: SessionId; exec_id: string }): Promise<ExecEnd> {
  let after = 0
  for (;;) {
    const { chunks, next, end } = await server.call('exec.read', { ...one, after })
    after = next
    for (const { stream, base64 } of chunks) {
      await write(process[stream], Buffer.from(base64, 'base64'))
    }
    if (end !== null) {
      return end
    }
  }
}

/** Resolves when it has left, so that a slow reader slows the command. What nobody reads is lost. */
function write(stream: NodeJS.WriteStream, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    stream.write(bytes, () => resolve())
  })
}

function exitCodeOf({ reason, exit_code, signal }: ExecEnd): number {
  if (reason === 'timed_out') {
    return TIMED_OUT
  }
  const number = Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0
  return exit_code ?? 128 + number
}

function variablesOf(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const cut = pair.indexOf('=')
      if (cut < 1) {
        throw new HomeportError('SETTINGS_001', `--env wants NAME=VALUE, not "${pair}". Nothing was run.`)
      }
      return [pair.slice(0, cut), pair.slice(cut + 1)]
    }),
  )
}
