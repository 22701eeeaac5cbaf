import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport pair`. */
export function addPairCommand(program: CommandUnknownOpts): void {
  jsonCommandOf(program, 'pair')
    .description('pair a phone or another device: shows a code to scan, then asks whether its words are the same')
    .option('--name <name>', 'what the device is called (default: as it calls itself)')
    .addOption(
      new Option('--role <role>', 'the most that it may do (default: what you may)').choices([
        'owner',
        'member',
        'viewer',
      ] as const),
    )
    .action(async (flags) => {
      const { pairDevice } = await import('../actions/pair.ts')
      process.exitCode = await pairDevice(flags)
    })
}
