import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { QuitChoice } from '#shared/desktop/bridge.ts'
import { WindowPlace } from '../windows/windowPlace.ts'

const Stored = z.object({
  quit_choice: QuitChoice.catch('ask'),
  window: WindowPlace.nullable().catch(null),
  chosen_folder: z.string().max(4096).nullable().catch(null),
})
type Stored = z.infer<typeof Stored>

/** What the desktop program itself remembers; everything else is the server's. */
export class Preferences {
  readonly #file: string
  #stored: Stored

  /** A file that is missing or spoiled counts as empty, a part of it that is spoiled as not said. */
  constructor(file: string) {
    this.#file = file
    this.#stored = Stored.parse(read(file))
  }

  get quitChoice(): QuitChoice {
    return this.#stored.quit_choice
  }

  set quitChoice(choice: QuitChoice) {
    this.#write({ quit_choice: choice })
  }

  /** Where the page's window was last; null: never yet. */
  get windowPlace(): WindowPlace | null {
    return this.#stored.window
  }

  set windowPlace(place: WindowPlace | null) {
    this.#write({ window: place })
  }

  /** The folder that was chosen last in the system's picker. */
  get chosenFolder(): string | null {
    return this.#stored.chosen_folder
  }

  set chosenFolder(folder: string | null) {
    this.#write({ chosen_folder: folder })
  }

  #write(change: Partial<Stored>): void {
    this.#stored = { ...this.#stored, ...change }
    mkdirSync(path.dirname(this.#file), { recursive: true, mode: 0o700 })
    // Beside it first: a crash in between leaves the old one whole.
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#stored), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
  }
}

function read(file: string): unknown {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  } catch {
    return {}
  }
}
