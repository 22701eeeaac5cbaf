import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport settings [list] · set KEY VALUE · unset KEY`. */
export function addSettingsCommands(program: CommandUnknownOpts): void {
  const settings = program.command('settings').description('what can be set: read it, change it')

  jsonCommandOf(settings, 'list', { isDefault: true })
    .description('every setting, its value, who said it, and when a change takes effect')
    .action(async (flags) => {
      const { printSettings } = await import('../actions/settings.ts')
      await printSettings(flags)
    })

  jsonCommandOf(settings, 'set')
    .description('change one, in settings.yaml and in the running server')
    .argument('<key>', 'like limits.requests_per_minute')
    .argument('<value>', 'entries of a list have commas between them')
    .action(async (key, value, flags) => {
      const { changeSetting } = await import('../actions/settings.ts')
      await changeSetting(key, value, flags)
    })

  jsonCommandOf(settings, 'unset')
    .description('take one out of settings.yaml: its default holds')
    .argument('<key>', 'like limits.requests_per_minute')
    .action(async (key, flags) => {
      const { changeSetting } = await import('../actions/settings.ts')
      await changeSetting(key, null, flags)
    })
}
