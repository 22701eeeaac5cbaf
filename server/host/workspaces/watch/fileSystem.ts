import { statfs } from 'node:fs/promises'

/** File systems on which changes by others are not told, by the number that Linux has for each. */
const silent: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x01021997, '9p'],
  [0x65735546, 'FUSE'],
  [0x6a656a63, 'virtiofs'],
  [0x786f4256, 'vboxsf'],
  [0x73757245, 'Coda'],
  [0x5346414f, 'AFS'],
])

/** The name of the folder's file system where it tells nobody of changes; null: it does. Linux only. */
export async function silentFileSystem(
  folder: string,
  typeOf: (folder: string) => Promise<number> = async (path) => (await statfs(path)).type,
): Promise<string | null> {
  try {
    return silent.get((await typeOf(folder)) >>> 0) ?? null
  } catch {
    return null
  }
}
