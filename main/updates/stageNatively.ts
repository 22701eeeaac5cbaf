import { HomeportError } from '#shared/errors.ts'
import { updateFailure } from './updateFailure.ts'

/** The part of Electron's own updater of macOS (Squirrel) that is used. */
export interface NativeUpdater {
  checkForUpdates(): void
  once(event: 'update-downloaded', listener: () => void): unknown
  once(event: 'error', listener: (error: Error) => void): unknown
  off(event: 'update-downloaded', listener: () => void): unknown
  off(event: 'error', listener: (error: Error) => void): unknown
}

/**
 * Lets Squirrel unpack and check what electron-updater downloaded, which it does only on request and may take long. The
 * server keeps running until it is done.
 * @throws HomeportError SESSION_003 when Squirrel refuses it; the running program is unchanged.
 */
export async function stageNatively(updater: NativeUpdater): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const staged = () => {
      updater.off('error', failed)
      resolve()
    }
    const failed = (error: Error) => {
      updater.off('update-downloaded', staged)
      reject(new HomeportError('SESSION_003', updateFailure(error), { cause: error }))
    }
    updater.once('update-downloaded', staged)
    updater.once('error', failed)
    updater.checkForUpdates()
  })
}
