import { statfsSync } from 'node:fs'
import path from 'node:path'
import { SCARCE_BYTES } from '#server/platform/files/diskSpace.ts'
import type { Transcripts } from './transcripts.ts'
import type { TranscriptCopies } from './transcriptCopies.ts'

/** What there is of copies. */
export interface CopyFacts {
  readonly copies: number
  readonly bytes: number
  /** Conversations that Claude Code has no transcript of any more. */
  readonly only_copies: number
  /** When something was last said in the oldest; null: there is none. */
  readonly oldest_at: string | null
}

/** How many copies there are, and of what. */
export function told(copies: TranscriptCopies, transcripts: Pick<Transcripts, 'ownState'>): CopyFacts {
  const all = copies.list()
  const oldest = Math.min(...all.map(({ modified }) => modified))
  return {
    copies: all.length,
    bytes: all.reduce((sum, copy) => sum + copy.bytes, 0),
    only_copies: all.filter((copy) => copy.agent === null && transcripts.ownState(copy) === null).length,
    oldest_at: all.length === 0 ? null : new Date(oldest).toISOString(),
  }
}

/** What the copies of each conversation take, those of its sub-agents too. */
export function bytesByConversation(copies: Pick<TranscriptCopies, 'list'>): ReadonlyMap<string, number> {
  const taken = new Map<string, number>()
  for (const { conversation_id, bytes } of copies.list()) {
    taken.set(conversation_id, (taken.get(conversation_id) ?? 0) + bytes)
  }
  return taken
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
