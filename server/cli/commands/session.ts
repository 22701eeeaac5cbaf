import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { Option } from '@commander-js/extra-typings'
import { PermissionMode } from '#shared/session/status.ts'
import { type commandOf, jsonCommandOf } from './options.ts'

/** `homeport session create · set-up`, `homeport template [list]`. */
export function addOwnSessionCommands(program: CommandUnknownOpts): void {
  const session = program.command('session').description('your sessions: start one, change what it is made with')

  withSetup(jsonCommandOf(session, 'create'))
    .description('start Claude Code in a folder, and print the id of the session')
    .argument('[folder]', 'where it works; may be left out where the template names one')
    .option('--new-folder <name>', 'in a fresh folder that Homeport keeps')
    .option('--template <name>', 'the id or the name of a template; its starter prompt waits in the composer')
    .option('--name <name>', 'what lists call it')
    .option('--prompt <text>', 'what Claude is told first')
    .option('--model <name>', 'a model or an alias of one')
    .addOption(new Option('--mode <mode>', 'how far it goes without asking').choices(PermissionMode.options))
    .option('--effort <level>', 'how much Claude thinks')
    .option('--claude-token-env <name>', 'a Claude token for this session alone, from this variable of the command')
    .action(async (folder, flags) => {
      const { createSession } = await import('../actions/session.ts')
      await createSession(folder, flags)
    })

  withSetup(jsonCommandOf(session, 'set-up'))
    .description('change what a session is made with; it counts as soon as no turn runs. What is not named stays')
    .argument('<id>', 'the id of the session')
    .option('--unset-env <name...>', 'variables that it shall have no more')
    .action(async (id, flags) => {
      const { changeSetup } = await import('../actions/session.ts')
      await changeSetup(id, flags)
    })

  const template = program.command('template').description('named set-ups that sessions begin with')
  jsonCommandOf(template, 'list', { isDefault: true })
    .description('which there are: yours, those that an owner shares, those that come with Homeport')
    .action(async (flags) => {
      const { listTemplates } = await import('../actions/session.ts')
      await listTemplates(flags)
    })
}

/** No value of a variable stands in arguments: everybody on the machine could read them there. */
function withSetup(command: ReturnType<typeof commandOf>) {
  return command
    .option('--env <name...>', 'variables of this command that the session gets, with their values')
    .option('--env-file <file>', 'a file of NAME=value lines that the session gets; - is the standard input')
    .option('--mcp-config <file>', 'MCP servers as Claude Code writes them: {"mcpServers": {…}}')
    .option('--allow <rule...>', 'tools that run unasked, as rules: "Bash(npm test:*)"')
    .option('--deny <rule...>', 'tools that are refused')
    .option('--add-dir <folder...>', 'folders that Claude works in besides')
    .option('--system-prompt <text>', 'said to Claude behind its own system prompt')
}
