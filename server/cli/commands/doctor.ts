import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf } from './options.ts'

/** `homeport doctor`. */
export function addDoctorCommand(program: CommandUnknownOpts): void {
  commandOf(program, 'doctor')
    .description('check what Homeport needs, and say what to do')
    .option('--json', 'the report as JSON')
    .action(async (flags) => {
      const { doctor } = await import('../actions/doctor.ts')
      process.exitCode = await doctor(flags)
    })
}
