import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

/** What a repository that is being cloned has on the disk by now, with its submodules. Never rejects: files come and go meanwhile. */
export async function storedBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  let bytes = 0
  for (const entry of entries) {
    const one = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      bytes += await storedBytes(one)
    } else if (entry.isFile()) {
      bytes += await stat(one).then(
        ({ size }) => size,
        () => 0,
      )
    }
  }
  return bytes
}
