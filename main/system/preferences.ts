import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { QuitChoice } from '#shared/desktop/bridge.ts'
import { WindowPosition } from '../windows/windowPosition.ts'

const Stored = z.object({
  quit_choice: QuitChoice.catch('ask'),
  window: WindowPosition.nullable().catch(null),
  chosen_folder: z.string().max(4096).nullable().catch(null),
})
type Stored = z.infer<typeof Stored>

/** The desktop program's own preferences; everything else is a setting of the server. */
export class Preferences {
  readonly #file: string
  #stored: Stored

  /** A missing or invalid file counts as empty; an invalid value counts as not set. */
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

  /** The window's last position; null before it was first shown. */
  get windowPosition(): WindowPosition | null {
    return this.#stored.window
  }

  set windowPosition(context: WindowPosition | null) {
    this.#write({ window: context })
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
    // Written beside it and renamed: a crash in between leaves the old file intact.
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
