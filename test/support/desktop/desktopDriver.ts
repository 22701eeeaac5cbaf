import type { Page } from 'playwright-core'

/** What the scenarios do to the desktop program, on the double as with the real Electron. */
export interface DesktopDriver {
  readonly dataDir: string
  readonly page: Page
  /** Another start of the program hands over its command line. */
  startAgain(argv: readonly string[]): Promise<void>
  /** How the question at the end is answered. */
  willAnswer(button: 'Keep running' | 'Stop'): Promise<void>
  /** The language whose dictionary Chromium has found by itself; what it would fetch begins with `fetches`. */
  spelling(): Promise<string>
  /** Quits, and resolves when the program is gone. */
  quit(): Promise<void>
  /** Ends everything that is left, and removes it. */
  close(): Promise<void>
}
