import { realpath, stat } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import { shellWords } from '../../commands/process/commandProgram.ts'
import type { RunnerMark } from '../../runners/runner.ts'
import type { PtyProgram, StartPty } from './pty.ts'
import { chooseShell } from './shell.ts'
import { terminalEnvironment } from './terminalEnvironment.ts'

export interface WantedShell {
  readonly user_id: UserId
  readonly workspace_path: string
  readonly shell?: string | undefined
  readonly cwd?: string | undefined
  /** Run in place of a shell that waits for input: a line for the system's shell, and what it is called. */
  readonly line?: { readonly text: string; readonly title: string } | undefined
}

export interface ShellPlan extends Omit<PtyProgram, 'cols' | 'rows'> {
  /** What the terminal is called until its program says so. */
  readonly title: string
  /** Leads to what the shell started and what outlived it. */
  readonly mark: RunnerMark
}

/** How shells are started. */
export interface LaunchShell {
  /** @throws HomeportError FILE_003 for a folder outside of the workspace, SESSION_003 for a shell that is not there. */
  plan(wanted: WantedShell): Promise<ShellPlan>
  readonly start: StartPty
}

export interface LaunchShellDeps {
  readonly start: StartPty
  /** What the person has in a terminal. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>
  readonly isLocalOwner: (userId: UserId) => boolean
}

export function createLaunchShell({ start, environment, isLocalOwner }: LaunchShellDeps): LaunchShell {
  return {
    start,
    plan: async ({ user_id, workspace_path, shell: wanted, cwd, line }) => {
      const folder = await folderWithin(workspace_path, cwd ?? '.')
      const persons = await environment()
      const shell = chooseShell({ platform: process.platform, env: persons, wanted, exists: existsSync })
      if (shell === null) {
        throw new HomeportError('SESSION_003', 'There is no such shell on this machine. No terminal was opened.')
      }
      const { env, mark } = terminalEnvironment(persons, isLocalOwner(user_id))
      const place = { cwd: folder, env: { ...env, SHELL: shell.command }, mark }
      if (line !== undefined) {
        const [command = '', ...args] = shellWords(line.text, process.platform)
        return { ...place, command, args, title: line.title }
      }
      return { ...place, ...shell, title: path.basename(shell.command) }
    },
  }
}

/** The real path of a folder in the workspace. */
async function folderWithin(workspace: string, wanted: string): Promise<string> {
  const refused = new HomeportError(
    'FILE_003',
    'No terminal was opened: that is no folder of this session’s workspace that can be entered.',
  )
  if (wanted.includes('\0')) {
    throw refused
  }
  try {
    const root = await realpath(workspace)
    const folder = await realpath(path.resolve(root, wanted))
    const beyond = path.relative(root, folder)
    const isWithin = beyond === '' || (!path.isAbsolute(beyond) && beyond.split(path.sep)[0] !== '..')
    if (isWithin && (await stat(folder)).isDirectory()) {
      return folder
    }
  } catch {
    throw refused
  }
  throw refused
}
