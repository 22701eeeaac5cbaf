import { hostSurvivesExit } from '#main/server/hostSurvivesExit.ts'
import * as words from './words.ts'

/** How this program was installed, as far as it matters for updates. */
export interface Installation {
  readonly isPackaged: boolean
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  /** `resources/app-update.yml`: where the package's maker publishes, and whose signature counts. */
  readonly hasSource: boolean
  /** `resources/package-type`, which electron-builder writes into Linux packages; null: there is none. */
  readonly packageType: string | null
}

/** Why the program cannot update itself, and what to do instead; null: it can. */
export function whyNoUpdates({ isPackaged, platform, env, hasSource, packageType }: Installation): string | null {
  if (!isPackaged) {
    return words.cannotUpdate.checkout
  }
  if (!hasSource) {
    return words.cannotUpdate.nowhere
  }
  if (platform === 'linux' && env['APPIMAGE'] === undefined && packageType !== 'deb') {
    return words.cannotUpdate.system
  }
  return null
}

/**
 * Whether sessions keep running during an update. On Windows the installer ends every process of the program; where the
 * host cannot outlive the program, sessions move to the next host.
 */
export function hostSurvivesUpdate({ platform, env }: Pick<Installation, 'platform' | 'env'>): boolean {
  return platform !== 'win32' && hostSurvivesExit(env)
}
