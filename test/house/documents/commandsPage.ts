import type { CommandUnknownOpts as Command, Option } from '@commander-js/extra-typings'
import { program } from '#server/cli/program.ts'
import { blocks, code, table, writtenFrom } from './markdown.ts'

/** Every command with its arguments and options. */
export function commandsPage(): string {
  return blocks(
    '# Commands',
    writtenFrom('`server/cli`'),
    INTRODUCTION,
    '## Exit codes',
    table(['code', 'means'], EXIT_CODES),
    '## All commands',
    table(
      ['command', 'does'],
      leaves().map((command) => [`[${code(usage(command))}](#${anchor(command)})`, command.description()]),
    ),
    ...leaves().map(section),
  )
}

const INTRODUCTION = `\`homeport --help\` and \`homeport COMMAND --help\` print the same. In a checkout, \`npm start -- FLAGS\` is
\`homeport start FLAGS\`, and any command is \`npm run --silent homeport -- COMMAND\`. \`start\`, \`serve\`, \`stop\` and \`service\`
take the data directory as all others do: one Homeport runs per directory.`

const EXIT_CODES = [
  ['0', 'it worked'],
  ['1', 'it failed, or a check found something; one line on stderr says what, what was kept and what to do'],
  ['2', 'wrong usage: an unknown command, flag or value'],
]

/** The commands that do something; groups like `remote` only hold them. */
function leaves(command: Command = program): Command[] {
  const shown = command.createHelp().visibleCommands(command)
  const below = shown.filter(({ parent }) => parent === command)
  return below.length === 0 ? [command] : below.flatMap((child) => leaves(child))
}

function section(command: Command): string {
  const options = command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
  return blocks(
    `### ${usage(command)}`,
    `${capital(command.description())}.`,
    command.registeredArguments.length === 0
      ? ''
      : table(
          ['argument', 'means'],
          command.registeredArguments.map((argument) => [code(argument.name()), argument.description]),
        ),
    table(['option', 'means'], options.map(optionRow)),
  ).trimEnd()
}

function optionRow(option: Option): string[] {
  const notes = [
    ...(option.argChoices === undefined ? [] : [`one of ${option.argChoices.join(', ')}`]),
    ...(option.defaultValue === undefined ? [] : [`default: ${String(option.defaultValue)}`]),
    ...(option.mandatory ? ['required'] : []),
  ]
  return [code(option.flags), [option.description, ...notes].join('; ')]
}

function usage(command: Command): string {
  const words: string[] = []
  for (let at: Command | null = command; at !== null; at = at.parent) {
    words.unshift(at.name())
  }
  const given = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  )
  return [...words, ...given].join(' ')
}

/** As GitHub names the heading. */
function anchor(command: Command): string {
  return usage(command)
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
