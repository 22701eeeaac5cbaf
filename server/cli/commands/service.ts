import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf, jsonCommandOf, serveCommandOf } from './options.ts'

/** `homeport service install · remove · status`. */
export function addServiceCommands(program: CommandUnknownOpts): void {
  const service = program
    .command('service')
    .description('let the system start Homeport when you log in, without a window')

  serveCommandOf(service, 'install')
    .description('write the service, switch it on and start it; again: bring it up to date')
    .action(async (flags) => {
      const { installService } = await import('../actions/service.ts')
      await installService(flags)
    })

  commandOf(service, 'remove')
    .description('stop it and take it away; sessions and settings stay')
    .action(async (flags) => {
      const { removeService } = await import('../actions/service.ts')
      await removeService(flags)
    })

  jsonCommandOf(service, 'status')
    .description('whether it is installed, whether Homeport runs, where its log is')
    .action(async (flags) => {
      const { serviceStatus } = await import('../actions/service.ts')
      await serviceStatus(flags)
    })

  // What the unit of systemd calls to stop it.
  commandOf(service, 'stopping', { hidden: true }).action(async (flags) => {
    const { serviceStopping } = await import('../actions/service.ts')
    await serviceStopping(flags)
  })
}
