import { statfs } from 'node:fs/promises'

const MIB = 1024 * 1024

/** Below it a long session may fill the disk; below the other one not even the event log is safe. */
export const SCARCE_BYTES = 1024 * MIB
export const TOO_LITTLE_BYTES = 100 * MIB

/** Bytes that we may still use where `folder` lies. @throws Error of `node:fs`. */
export async function freeBytes(folder: string): Promise<number> {
  const disk = await statfs(folder)
  return disk.bavail * disk.bsize
}
