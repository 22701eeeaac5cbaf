import { statfsSync } from 'node:fs'
import path from 'node:path'
import { SCARCE_BYTES } from '#server/platform/files/diskSpace.ts'
import type { Transcripts } from '../files/transcripts.ts'
import type { CopiesAnswer } from '../questions.ts'
import type { TranscriptCopies } from './transcriptCopies.ts'

/** How many copies there are, and of what. */
export function told(copies: TranscriptCopies, transcripts: Pick<Transcripts, 'ownState'>): CopiesAnswer {
  const all = copies.list()
  const oldest = Math.min(...all.map(({ modified }) => modified))
  return {
    copies: all.length,
    bytes: all.reduce((sum, copy) => sum + copy.bytes, 0),
    only_copies: all.filter((copy) => copy.agent === null && transcripts.ownState(copy) === null).length,
    oldest_at: all.length === 0 ? null : new Date(oldest).toISOString(),
  }
}

/** Whether more may be kept where this file lies: sessions go first. */
export function hasRoom(file: string): boolean {
  try {
    const disk = statfsSync(path.dirname(file))
    return disk.bavail * disk.bsize >= SCARCE_BYTES
  } catch {
    return true
  }
}
