import type { Logger, SupervisionTimes } from '#server/index.ts'
import type { UpdateSource } from './updates/openUpdates.ts'

/** Where and how the program was started. */
export interface LaunchContext {
  readonly dataDir: string
  /** Where Electron stores the window's own data. */
  readonly userData: string
  readonly preferencesFile: string
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** As the system gave it, the program's file first. */
  readonly argv: readonly string[]
  /** True in a checkout, where Electron's first argument names the program to run. */
  readonly isPlainElectron: boolean
  readonly workingFolder: string
  readonly home: string
  readonly execPath: string
  readonly files: {
    /** The bundled preload script. */
    readonly preload: string
    /** The folder of the pages that ship with the program. */
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
  /** How patient it is with the server. */
  readonly times: SupervisionTimes
}
