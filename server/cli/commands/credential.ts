import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport credential [list] · set HOST · key SESSION HOST · deploy SESSION · deployed · undeploy SESSION · remove HOST`. */
export function addCredentialCommands(program: CommandUnknownOpts): void {
  const credential = program.command('credential').description('with what your sessions sign in to Git hosts')

  jsonCommandOf(credential, 'list', { isDefault: true })
    .description('which there are, without the secrets')
    .action(async (flags) => {
      const { listCredentials } = await import('../actions/credential.ts')
      await listCredentials(flags)
    })

  jsonCommandOf(credential, 'set')
    .description('keep a token for a host in the vault; it is read from stdin')
    .argument('<host>', 'such as github.com, with its port where that is not the usual one')
    .option('--username <name>', 'most hosts take any with a token')
    .option('--session <id>', 'for this session alone: it goes with it')
    .action(async (host, flags) => {
      const { setCredential } = await import('../actions/credential.ts')
      await setCredential(host, flags)
    })

  jsonCommandOf(credential, 'key')
    .description('make an SSH key for one session and one host, and print its public part')
    .argument('<session>', 'its id')
    .argument('<host>', 'such as github.com')
    .action(async (session, host, flags) => {
      const { makeKey } = await import('../actions/credential.ts')
      await makeKey(session, host, flags)
    })

  jsonCommandOf(credential, 'deploy')
    .description('make an SSH key for a session, and add it at GitHub as a deploy key of its repository')
    .argument('<session>', 'its id')
    .option('--may-push', 'it may push, too')
    .action(async (session, flags) => {
      const { addDeployKey } = await import('../actions/deployKey.ts')
      await addDeployKey(session, flags)
    })

  jsonCommandOf(credential, 'deployed')
    .description('which deploy keys are at GitHub, and which could not be removed there yet')
    .action(async (flags) => {
      const { listDeployKeys } = await import('../actions/deployKey.ts')
      await listDeployKeys(flags)
    })

  jsonCommandOf(credential, 'undeploy')
    .description('remove the deploy key of a session at GitHub')
    .argument('<session>', 'its id')
    .option('--forget', 'only take it off the list: it was removed at GitHub by hand')
    .action(async (session, flags) => {
      const { removeDeployKey } = await import('../actions/deployKey.ts')
      await removeDeployKey(session, flags)
    })

  jsonCommandOf(credential, 'remove')
    .description('remove a token, or with --key a key')
    .argument('<host>', 'as the list shows it')
    .option('--session <id>', 'what was given for this session')
    .option('--key', 'the SSH key, not the token')
    .action(async (host, flags) => {
      const { removeCredential } = await import('../actions/credential.ts')
      await removeCredential(host, flags)
    })
}
