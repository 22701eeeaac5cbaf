import type { Command } from 'commander'
import type { ServiceFlags } from './service.ts'

export interface CommandParts {
  readonly withDataDir: (command: Command) => Command
  /** `--data-dir`, `--port` and `--vault`. */
  readonly withServeOptions: (command: Command) => Command
}

/** `homeport service install · remove · status`. */
export function addServiceCommands(program: Command, { withDataDir, withServeOptions }: CommandParts): void {
  const service = program
    .command('service')
    .description('let the system start Homeport when you log in, without a window')

  withServeOptions(service.command('install'))
    .description('write the service, switch it on and start it; again: bring it up to date')
    .action(async (flags: ServiceFlags) => {
      const { installService } = await import('./service.ts')
      await installService(flags)
    })

  withDataDir(service.command('remove'))
    .description('stop it and take it away; sessions and settings stay')
    .action(async (flags: ServiceFlags) => {
      const { removeService } = await import('./service.ts')
      await removeService(flags)
    })

  withDataDir(service.command('status'))
    .description('whether it is installed, whether Homeport runs, where its log is')
    .option('--json', 'the answer as JSON')
    .action(async (flags: ServiceFlags) => {
      const { serviceStatus } = await import('./service.ts')
      await serviceStatus(flags)
    })

  // What the unit of systemd calls to stop it.
  withDataDir(service.command('stopping', { hidden: true })).action(async (flags: ServiceFlags) => {
    const { serviceStopping } = await import('./service.ts')
    await serviceStopping(flags)
  })
}
