import { type CommandOptions, type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings'

/** A command of `parent` that takes the data directory, as nearly every one does. */
export function commandOf(parent: CommandUnknownOpts, name: string, how: CommandOptions = {}) {
  return parent
    .command(name, how)
    .exitOverride()
    .option('--data-dir <dir>', 'where everything is kept (or HOMEPORT_DATA_DIR)')
}

/** The same, of one that can answer in JSON. */
export function jsonCommandOf(parent: CommandUnknownOpts, name: string, how: CommandOptions = {}) {
  return commandOf(parent, name, how).option('--json', 'the answer as JSON')
}

/** A command that starts a server, now or at login. */
export function serveCommandOf(parent: CommandUnknownOpts, name: string) {
  return commandOf(parent, name)
    .option('--port <n>', 'the loopback port; 0: any free one', (text) => wholeNumber(text, { from: 0, to: 65_535 }))
    .addOption(
      new Option('--vault <kind>', 'where the Claude token is stored').choices(['keychain', 'file', 'memory'] as const),
    )
}

/** As it was typed. @throws InvalidArgumentError when it is none, or not within the bounds. */
export function wholeNumber(text: string, { from, to }: { readonly from: number; readonly to: number }): string {
  if (!/^\d+$/.test(text) || Number(text) < from || Number(text) > to) {
    throw new InvalidArgumentError(`It is a whole number from ${from} to ${to}.`)
  }
  return text
}
