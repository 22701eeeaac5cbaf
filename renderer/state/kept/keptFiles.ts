import { FILES, done, open } from './keptStore.ts'

/** What browsers with the File System Access API have beside the standard: whether the page may still read the file. */
interface Handle {
  readonly kind: 'file' | 'directory'
  readonly getFile: () => Promise<File>
  readonly queryPermission: (asked: { readonly mode: 'read' }) => Promise<PermissionState>
  readonly requestPermission: (asked: { readonly mode: 'read' }) => Promise<PermissionState>
}

/** How the files of this page that were dropped can be read again after a reload; absent: they cannot. */
const handles = new WeakMap<File, Promise<Handle | null>>()

/** Notes where dropped files lie. To be called while the event is handled: later the browser tells nothing any more. */
export function noteDropped({ items, files }: DataTransfer): void {
  const found = [...items].filter(({ kind }) => kind === 'file').map(handleOf)
  if (found.length === files.length) {
    ;[...files].forEach((file, nth) => handles.set(file, found[nth] ?? NONE))
  }
}

/** Keeps where a file lies until `forgetFile`, or the sign-out. False where this browser cannot. Never throws. */
export async function keepFile(name: string, file: File): Promise<boolean> {
  const handle = (await handles.get(file)) ?? null
  return handle !== null && (await write((store) => store.put(handle, name)))
}

/** Never throws. */
export async function forgetFile(name: string): Promise<void> {
  await write((store) => store.delete(name))
}

/** A file that was kept: `read` asks the person where the browser wants that, and gives null where they do not let it. */
export interface KeptFile {
  /** Nobody has to be asked. */
  readonly isReadable: boolean
  readonly read: () => Promise<File | null>
}

/** null: it was not kept. Never throws. */
export async function keptFile(name: string): Promise<KeptFile | null> {
  try {
    const database = await open()
    try {
      const found = await done<unknown>(database.transaction(FILES, 'readonly').objectStore(FILES).get(name))
      return isHandle(found) ? await toKept(found) : null
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}

const NONE = Promise.resolve(null)
const READ = { mode: 'read' } as const

async function toKept(handle: Handle): Promise<KeptFile> {
  return {
    isReadable: (await handle.queryPermission(READ)) === 'granted',
    read: async () => {
      try {
        return (await handle.requestPermission(READ)) === 'granted' ? await handle.getFile() : null
      } catch {
        // It was moved or deleted, or the browser asks only after a click.
        return null
      }
    },
  }
}

async function handleOf(item: DataTransferItem): Promise<Handle | null> {
  try {
    const get: unknown = Reflect.get(item, 'getAsFileSystemHandle')
    const found: unknown = typeof get === 'function' ? await Reflect.apply(get, item, []) : null
    return isHandle(found) ? found : null
  } catch {
    return null
  }
}

function isHandle(found: unknown): found is Handle {
  return (
    typeof found === 'object' &&
    found !== null &&
    'queryPermission' in found &&
    'kind' in found &&
    found.kind === 'file'
  )
}

async function write(change: (store: IDBObjectStore) => IDBRequest): Promise<boolean> {
  try {
    const database = await open()
    try {
      await done<unknown>(change(database.transaction(FILES, 'readwrite').objectStore(FILES)))
      return true
    } finally {
      database.close()
    }
  } catch {
    // This browser keeps nothing, as in a private window: the file is asked for again.
    return false
  }
}
