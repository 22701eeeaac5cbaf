import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport panic`. */
export function addPanicCommand(program: CommandUnknownOpts): void {
  jsonCommandOf(program, 'panic')
    .description('remote access off, devices that used it signed out, every busy session paused')
    .action(async (flags) => {
      const { panic } = await import('../actions/remote.ts')
      await panic(flags)
    })
}
