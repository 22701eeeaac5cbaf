import { Command } from '@commander-js/extra-typings'
import { VERSION } from '../platform/version.ts'
import { addAuditCommands } from './commands/audit.ts'
import { addCredentialCommands } from './commands/credential.ts'
import { addDiagnosticsCommand } from './commands/diagnostics.ts'
import { addDoctorCommand } from './commands/doctor.ts'
import { addExecCommand } from './commands/exec.ts'
import { addGitCommands } from './commands/git/git.ts'
import { addGithubCommands } from './commands/github.ts'
import { addHostCommand } from './commands/host.ts'
import { addConfirmCommand } from './commands/confirm.ts'
import { addPairCommand } from './commands/pair.ts'
import { addPanicCommand } from './commands/panic.ts'
import { addRemoteCommands } from './commands/remote.ts'
import { addRenewCommand } from './commands/renew.ts'
import { addRollbackCommand } from './commands/rollback.ts'
import { addServiceCommands } from './commands/service.ts'
import { addOwnSessionCommands } from './commands/session.ts'
import { addSessionCommands } from './commands/sessions.ts'
import { addTaskCommands } from './commands/task.ts'
import { addSettingsCommands } from './commands/settings.ts'
import { addStartCommands } from './commands/start.ts'
import { addStopCommand } from './commands/stop.ts'
import { addTokenCommands } from './commands/token.ts'
import { addWorktreeCommands } from './commands/worktree.ts'

/**
 * The command line: every command with its options. Nothing runs until it is parsed. What a command needs is loaded when
 * it runs, so that none pays for the others. The reference of commands is written from this.
 */
export const program = new Command('homeport')
  .description("Your workstation's Claude Code, from any browser.")
  .version(VERSION)
  .exitOverride()
  .showHelpAfterError('("homeport --help" lists the commands)')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'homeport: ')) })

/** In the order in which the help lists them. */
for (const add of [
  addStartCommands,
  addStopCommand,
  addDoctorCommand,
  addHostCommand,
  addTokenCommands,
  addGithubCommands,
  addRemoteCommands,
  addPairCommand,
  addConfirmCommand,
  addPanicCommand,
  addRenewCommand,
  addRollbackCommand,
  addOwnSessionCommands,
  addSessionCommands,
  addExecCommand,
  addGitCommands,
  addWorktreeCommands,
  addCredentialCommands,
  addTaskCommands,
  addSettingsCommands,
  addDiagnosticsCommand,
  addServiceCommands,
  addAuditCommands,
]) {
  add(program)
}
