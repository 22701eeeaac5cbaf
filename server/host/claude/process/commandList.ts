import * as z from 'zod'
import type { ClaudeCommand } from '#shared/session/commands.ts'

/** Bounds of what is passed on: a folder brings commands of its own, with any words. */
const MAX_COMMANDS = 1000
const MAX_NAME = 200
const MAX_TEXT = 500

const text = z.string().catch('')
const Initialized = z.looseObject({
  commands: z.array(z.looseObject({ name: z.string(), description: text, argumentHint: text })),
})

/** What Claude Code takes at the beginning of a prompt, as the running process reports it. */
export class CommandList {
  #commands: readonly ClaudeCommand[] | null = null
  #terminal: readonly string[] = []

  /** Takes the answer to `initialize`; returns the names in it, none when it lists none. */
  note(answer: unknown): readonly string[] {
    const listed = Initialized.safeParse(answer).data?.commands ?? []
    this.#commands = listed
      .filter(({ name }) => isName(name))
      .slice(0, MAX_COMMANDS)
      .map(({ name, description, argumentHint }) => ({
        name,
        description: description.slice(0, MAX_TEXT),
        argument_hint: argumentHint.slice(0, MAX_NAME),
        needs_terminal: false,
      }))
    return listed.map(({ name }) => name)
  }

  /** The commands that Claude Code runs in its terminal only; it says so with its first turn. */
  noteTerminal(names: readonly string[]): void {
    this.#terminal = names.filter(isName).slice(0, MAX_COMMANDS)
  }

  /** null until Claude Code has answered. */
  list(): readonly ClaudeCommand[] | null {
    if (this.#commands === null) {
      return null
    }
    const terminal = new Set(this.#terminal)
    const known = this.#commands.map((command) => ({ ...command, needs_terminal: terminal.has(command.name) }))
    const names = new Set(known.map(({ name }) => name))
    const more = this.#terminal
      .filter((name) => !names.has(name))
      .map((name) => ({ name, description: '', argument_hint: '', needs_terminal: true }))
    return [...known, ...more]
  }
}

function isName(name: string): boolean {
  return name.length <= MAX_NAME && /^\S+$/.test(name)
}
