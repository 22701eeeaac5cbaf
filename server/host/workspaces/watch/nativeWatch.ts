import watcher from '@parcel/watcher'
import { failureText } from '#server/platform/failure.ts'

/** Stops watching. */
export type Stop = () => Promise<void>

/** Port: what tells of changes below a folder. */
export interface NativeWatch {
  /** `onPaths` gets absolute paths of what may have changed; `onProblem`: it tells nothing any more. */
  start(
    folder: string,
    options: { readonly ignore: readonly string[] },
    listener: { readonly onPaths: (paths: readonly string[]) => void; readonly onProblem: (error: unknown) => void },
  ): Promise<Stop>
}

/** Folders of these names are made again by programs at any time: those that come later are left out as well. */
const NAMES = ['**/node_modules', '**/node_modules/**', '**/.git/**', '**/__pycache__/**']

/** The system's own way: inotify, FSEvents, ReadDirectoryChangesW. */
export const systemWatch: NativeWatch = {
  async start(folder, { ignore }, { onPaths, onProblem }) {
    const subscription = await watcher.subscribe(
      folder,
      (error, events) => {
        if (error !== null) {
          onProblem(error)
          return
        }
        onPaths(events.map(({ path }) => path))
      },
      { ignore: [...NAMES, ...ignore] },
    )
    return () => subscription.unsubscribe()
  },
}

/** Whether the system has no room for more watches: a number that all programs of a person share. */
export function isOutOfWatches(error: unknown): boolean {
  return /no space left on device|ENOSPC|inotify_(?:add_watch|init)|too many open files|EMFILE/i.test(
    failureText(error),
  )
}
