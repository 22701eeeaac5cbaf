import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { freeBytes, SCARCE_BYTES, TOO_LITTLE_BYTES } from '#server/platform/files/diskSpace.ts'
import { type CheckResult, fine } from '../doctorCheck.ts'

const MIB = 1024 * 1024

/** How much room the disk of the data directory has. */
export async function checkDiskSpace(dataDir: string): Promise<CheckResult> {
  const folder = nearestExisting(dataDir)
  return classifyDiskSpace(await freeBytes(folder), folder)
}

/** `free`: bytes we may use. */
export function classifyDiskSpace(free: number, folder: string): CheckResult {
  const detail = `${room(free)} free at ${folder}`
  if (free >= SCARCE_BYTES) {
    return fine('Disk space', detail)
  }
  return {
    name: 'Disk space',
    state: free < TOO_LITTLE_BYTES ? 'failed' : 'warning',
    detail: `only ${detail}`,
    advice: 'Free some space, or put the data directory on another disk with --data-dir.',
  }
}

function nearestExisting(folder: string): string {
  const parent = dirname(folder)
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent)
}

function room(bytes: number): string {
  return bytes >= SCARCE_BYTES ? `${(bytes / (1024 * MIB)).toFixed(1)} GiB` : `${Math.floor(bytes / MIB)} MiB`
}
