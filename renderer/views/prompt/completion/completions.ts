import type { ResultOf } from '#shared/operations/table.ts'

/** One line of the menu. */
export interface Option {
  /** What comes into the prompt. */
  readonly text: string
  readonly argument: string
  readonly means: string
  /** False: Claude Code offers it in its terminal only. */
  readonly isUsable: boolean
}

type Commands = ResultOf<'session.commands'>['commands']

/** The commands that match, best first: the name begins so, a part of it does, the name holds it, its meaning does. */
export function matchingCommands(commands: Commands, query: string): readonly Option[] {
  const wanted = query.toLowerCase()
  return commands
    .map((command) => ({ command, rank: rankOf(command, wanted) }))
    .filter(({ rank }) => rank < UNLIKE)
    .toSorted((left, right) => left.rank - right.rank || left.command.name.localeCompare(right.command.name))
    .map(({ command }) => ({
      text: `/${command.name}`,
      argument: command.argument_hint,
      means: command.description,
      isUsable: !command.needs_terminal,
    }))
}

/** A file as it is named in a prompt. */
export function fileCompletion(path: string): Option {
  return { text: /\s/.test(path) ? `@"${path}"` : `@${path}`, argument: '', means: '', isUsable: true }
}

/** Whether the letters of the query stand in the text, in their order, others between them or not. */
export function hasLetters(text: string, query: string): boolean {
  const lower = text.toLowerCase()
  let at = 0
  for (const letter of query.toLowerCase()) {
    const found = lower.indexOf(letter, at)
    if (found < 0) {
      return false
    }
    at = found + letter.length
  }
  return true
}

const UNLIKE = 4

function rankOf({ name, description }: Commands[number], wanted: string): number {
  const lower = name.toLowerCase()
  if (lower.startsWith(wanted)) {
    return 0
  }
  if (lower.split(/[-:_]/).some((part) => part.startsWith(wanted))) {
    return 1
  }
  return lower.includes(wanted) ? 2 : description.toLowerCase().includes(wanted) ? 3 : UNLIKE
}
