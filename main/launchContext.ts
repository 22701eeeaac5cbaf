import type { Logger } from '#server/index.ts'
import type { UpdateSource } from './updates/openUpdates.ts'

/** Where and how the program was started. */
export interface LaunchContext {
  readonly dataDir: string
  /** Where Electron keeps the window's own things. */
  readonly userData: string
  readonly preferencesFile: string
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** As the system gave it, the program's file first. */
  readonly argv: readonly string[]
  /** A checkout: Electron is told in its first argument what to run. */
  readonly isPlainElectron: boolean
  readonly workingFolder: string
  readonly home: string
  readonly execPath: string
  readonly files: {
    /** The bundled preload script. */
    readonly preload: string
    /** The folder of the pages that the program brings itself. */
    readonly pages: string
    /** The program's picture. */
    readonly icon: string
    /** The folder of the dictionaries. */
    readonly dictionaries: string
    /** The folder of the tray's pictures. */
    readonly trayArt: string
  }
  readonly log: Logger
  readonly updates: UpdateSource
  /** Whether the program can be reached without a window. */
  readonly hasTray: () => boolean
}
