import { type CommandUnknownOpts, InvalidArgumentError } from '@commander-js/extra-typings'
import { commandOf, jsonCommandOf, wholeNumber } from './options.ts'

/** `homeport token create · list · revoke ID`. */
export function addTokenCommands(program: CommandUnknownOpts): void {
  const token = program.command('token').description('personal access tokens for programs')

  commandOf(token, 'create')
    .description('make a token and print it, once')
    .requiredOption('--name <name>', 'what it is for')
    .option('--scope <scope>', 'read, drive or manage; may be given several times (default: read and drive)', addScope)
    .option('--expires-in-days <days>', 'end it by itself', (text) => wholeNumber(text, { from: 1, to: 3650 }))
    .option('--json', 'the answer as JSON')
    .action(async (flags) => {
      const { createToken } = await import('../actions/token.ts')
      await createToken(flags)
    })

  jsonCommandOf(token, 'list')
    .description('list the tokens, without their values')
    .action(async (flags) => {
      const { listTokens } = await import('../actions/token.ts')
      await listTokens(flags)
    })

  commandOf(token, 'revoke')
    .description('end a token; its connections close at once')
    .argument('<id>', 'its id, as "token list" shows it')
    .action(async (id, flags) => {
      const { revokeToken } = await import('../actions/token.ts')
      await revokeToken(id, flags)
    })
}

function addScope(scope: string, before: readonly string[] = []): string[] {
  if (!['read', 'drive', 'manage'].includes(scope)) {
    throw new InvalidArgumentError('It is read, drive or manage.')
  }
  return [...before, scope]
}
