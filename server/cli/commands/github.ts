import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { commandOf, jsonCommandOf } from './options.ts'

/** `homeport github`, and who may enter with it: `allow [ACCOUNT]`, `disallow GITHUB_ID`. */
export function addGithubCommands(program: CommandUnknownOpts): void {
  commandOf(program, 'github')
    .description('name the GitHub OAuth app that people sign in with; without an option: say which it is')
    .option('--client-id <id>', 'of the app; enough for sign-in by code')
    .option('--client-secret-stdin', 'read its client secret from stdin, for sign-in by a click')
    .option('--off', 'switch sign-in with GitHub off')
    .option('--json', 'the answer as JSON')
    .action(async (flags) => {
      const { configureGithub } = await import('../actions/github.ts')
      await configureGithub(flags)
    })

  commandOf(program, 'allow')
    .description('let a GitHub account in, or change what it may do; without one: say who may enter')
    .argument('[account]', 'its name, looked up at GitHub now, or its number, which no renaming changes')
    .addOption(new Option('--role <role>', 'member when absent').choices(['owner', 'member', 'viewer'] as const))
    .option('--json', 'the answer as JSON')
    .action(async (account, flags) => {
      const { allowAccount } = await import('../actions/github.ts')
      await allowAccount(account, flags)
    })

  jsonCommandOf(program, 'disallow')
    .description('remove the access of a GitHub account; its connections end at once')
    .argument('<github-id>', 'its number')
    .action(async (id, flags) => {
      const { disallowAccount } = await import('../actions/github.ts')
      await disallowAccount(id, flags)
    })
}
