import { createInterface } from 'node:readline/promises'
import { linesOfCut } from '#shared/session/cutByStop.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { stopServer } from '../../start/stopServer.ts'
import { pathsOf } from '../dataDir.ts'

const words = {
  stopped: 'Homeport is stopped. Sessions are kept and can be resumed.',
  kept: 'The gateway is stopped. Sessions go on in their host; "homeport start" shows them again.',
  not_running: 'Homeport is not running.',
} as const

export interface StopFlags {
  readonly dataDir?: string | undefined
  readonly demo?: boolean | undefined
  readonly keepSessions?: boolean | undefined
}

type Choice = 'stop' | 'keep' | 'cancel'

/**
 * Stops Homeport. Says before what that cuts; at a terminal it asks for confirmation, elsewhere it goes on.
 * @throws HomeportError when something does not end.
 */
export async function stop(flags: StopFlags): Promise<void> {
  const cut = flags.keepSessions === true ? [] : await whatIsCut(flags)
  const choice = cut.length === 0 ? 'stop' : await confirm(cut)
  if (choice === 'cancel') {
    process.stdout.write('Nothing was stopped.\n')
    return
  }
  const keepSessions = flags.keepSessions === true || choice === 'keep'
  const outcome = await stopServer(pathsOf(flags), { keepSessions })
  process.stdout.write(`${words[outcome]}\n`)
}

/** What would be lost. A server that does not answer is stopped all the same. */
async function whatIsCut(flags: StopFlags): Promise<string[]> {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    return []
  }
  const answer = await server.call('session.at_stake', {}).catch(() => null)
  return linesOfCut(answer?.sessions ?? [])
}

async function confirm(cut: readonly string[]): Promise<Choice> {
  const list = cut.map((line) => `  ${line}\n`).join('')
  process.stdout.write(`A stop cuts what these sessions do:\n${list}`)
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    process.stdout.write('With --keep-sessions they would go on without it.\n')
    return 'stop'
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Stop them, keep them running, or cancel? [s/k/C] ')
  terminal.close()
  return choiceOf(answer)
}

/** What somebody typed. Whatever is not understood stops nothing. */
export function choiceOf(answer: string): Choice {
  const letter = answer.trim().toLowerCase().charAt(0)
  return letter === 's' ? 'stop' : letter === 'k' ? 'keep' : 'cancel'
}
