import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { QuitChoice } from '#shared/desktop/bridge.ts'

const Stored = z.object({ quit_choice: QuitChoice.catch('ask') })
type Stored = z.infer<typeof Stored>

/** What the desktop program itself remembers; everything else is the server's. */
export class Preferences {
  readonly #file: string
  #stored: Stored

  /** A file that is missing or spoiled counts as empty. */
  constructor(file: string) {
    this.#file = file
    this.#stored = Stored.parse(read(file))
  }

  get quitChoice(): QuitChoice {
    return this.#stored.quit_choice
  }

  set quitChoice(choice: QuitChoice) {
    this.#stored = { ...this.#stored, quit_choice: choice }
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 })
    // Beside it first: a crash in between leaves the old one whole.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#stored), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
  }
}

function read(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
