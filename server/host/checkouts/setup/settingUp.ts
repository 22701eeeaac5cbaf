import { setTimeout as delay } from 'node:timers/promises'
import { HomeportError } from '#shared/errors.ts'
import { counted } from '#shared/text/plural.ts'
import type { SessionId, TerminalId } from '#shared/ids.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import type { NewEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import type { TerminalEnd } from '#shared/session/terminal.ts'
import { Git, type GitDeps } from '../../git/running/git.ts'
import { copyIgnored } from './copying.ts'
import { type ProjectSetups, setupFingerprint } from './projectSetup.ts'

/** Port: where the command of a set-up runs, for everybody to see. */
export interface SetupRuns {
  run(
    session: Session,
    line: { readonly text: string; readonly title: string },
  ): Promise<{ readonly terminal_id: TerminalId; readonly ended: Promise<TerminalEnd | null> }>
  stopOf(sessionId: SessionId): Promise<void>
}

export interface SettingUpDeps {
  readonly environment: GitDeps['environment']
  readonly setups: Pick<ProjectSetups, 'of'>
  readonly runs: SetupRuns
}

/** Claude Code waits so long for it, and begins beside it then. */
const WAIT_MS = 30 * 60_000

export interface SettingUp {
  readonly session: Session
  readonly checkout: Checkout
  readonly told: (activity: string) => void
  readonly signal: AbortSignal
}

/**
 * Does in a new checkout what its person approved, and nothing else: copies ignored files, then runs the command in a terminal of
 * the session. Returns what the conversation shall say. A set-up that fails stops no session.
 * @throws HomeportError SESSION_003 when it was given up.
 */
export async function setUp(deps: SettingUpDeps, asked: SettingUp): Promise<NewEvent[]> {
  const { session, checkout, told } = asked
  const approved = checkout.plan.setup
  const setup = approved === null ? null : deps.setups.of(session.user_id, checkout.from)
  if (approved === null) {
    return []
  }
  if (setup === null || setupFingerprint(setup) !== approved) {
    return [notice('warning', 'The set-up of the project was changed meanwhile, so nothing of it was run here.')]
  }
  const events: NewEvent[] = []
  if (checkout.kind === 'worktree' && setup.copy.length > 0) {
    told('Copying ignored files…')
    const { files, problem } = await copyIgnored(new Git(checkout.from, deps), setup.copy, session.workspace_path)
    const copied = counted(files, {
      one: '# ignored file was copied.',
      other: '# ignored files were copied.',
    })
    events.push(notice(problem === null ? 'info' : 'warning', `${copied} ${problem ?? ''}`.trim()))
  }
  return setup.command === '' ? events : [...events, await ran(deps, asked, setup.command)]
}

async function ran({ runs }: SettingUpDeps, { session, told, signal }: SettingUp, command: string): Promise<NewEvent> {
  told(`Set-up: ${command.slice(0, 200)}`)
  try {
    const { terminal_id, ended } = await runs.run(session, { text: command, title: 'Set-up' })
    const end = await Promise.race([ended, givenUp(signal)])
    return endNotice(end, { command, terminal_id })
  } catch (error) {
    if (signal.aborted) {
      await runs.stopOf(session.id)
      throw new HomeportError('SESSION_003', 'The set-up was given up.', { cause: error })
    }
    const why = error instanceof Error ? error.message : String(error)
    return notice('warning', `The set-up could not be started. ${why}`)
  }
}

/** Resolves when waiting is over. @throws when it was called off. */
async function givenUp(signal: AbortSignal): Promise<'still_running'> {
  await delay(WAIT_MS, undefined, { signal, ref: false })
  return 'still_running'
}

function endNotice(
  end: TerminalEnd | 'still_running' | null,
  about: { readonly command: string; readonly terminal_id: TerminalId },
): NewEvent {
  if (end === 'still_running') {
    return notice('warning', 'The set-up still runs, in its terminal. Claude Code begins beside it.', about)
  }
  const details = { ...about, lines: end?.last_lines.slice(-20) ?? [] }
  if (end?.exit_code === 0) {
    return notice('info', 'The set-up is done.', details)
  }
  const code = end?.exit_code ?? null
  const how = code === null ? 'was ended' : `failed (exit code ${code})`
  return notice('warning', `The set-up ${how}. Claude Code begins without it; its output is in the terminal.`, details)
}

function notice(level: 'info' | 'warning', content: string, details?: Readonly<Record<string, unknown>>): NewEvent {
  return {
    type: 'notice',
    content,
    data: { level, code: 'checkout_setup', ...(details === undefined ? {} : { details }) },
  }
}
