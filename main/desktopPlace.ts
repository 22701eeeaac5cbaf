import type { UpdateSource } from './updates/openUpdates.ts'

/** Where and how the program was started. */
export interface DesktopPlace {
  readonly dataDir: string
  readonly preferencesFile: string
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly argv: readonly string[]
  readonly workingFolder: string
  readonly home: string
  readonly execPath: string
  readonly files: {
    /** The bundled preload script. */
    readonly preload: string
    /** The page that is shown when there is no server. */
    readonly recovery: string
    /** The program's picture. */
    readonly icon: string
    /** The folder of the tray's pictures. */
    readonly trayArt: string
  }
  readonly updates: UpdateSource
  /** Whether the program can be reached without a window. */
  readonly hasTray: () => boolean
}
