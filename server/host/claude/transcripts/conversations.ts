import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { createLogger } from '#server/platform/log/log.ts'
import { readOrdinaryFile } from '#server/platform/files/ordinaryFile.ts'
import { replacePrivateFile } from '#server/platform/files/privateFile.ts'
import { SessionId } from '#shared/ids.ts'

/**
 * Which of Claude's conversations a session is at. The ids are the same until somebody says `/clear`: Claude then
 * goes on in a new conversation, and resuming the old one would bring back what was to be forgotten.
 */
export interface Conversations {
  current(sessionId: SessionId): string
  moved(sessionId: SessionId, conversationId: string): void
  /** The session is gone. */
  forget(sessionId: SessionId): void
}

const Uuid = z.uuid()
const log = createLogger('claude')

/**
 * Remembers in small files, one per session that was ever cleared; only in memory when there is no folder. `onMoved` is told
 * of each, also of those that were remembered before.
 */
export function openConversations(
  folder: string | null,
  onMoved: (sessionId: SessionId, conversationId: string) => void = () => {},
): Conversations {
  remembered(folder).forEach(([sessionId, conversationId]) => onMoved(sessionId, conversationId))
  // What lies in no file. A file is read each time: there is one for each session that was ever cleared.
  const moved = new Map<SessionId, string>()
  return {
    current: (sessionId) => {
      const known = moved.get(sessionId) ?? (folder === null ? null : readId(path.join(folder, sessionId)))
      return known ?? sessionId
    },
    moved: (sessionId, conversationId) => {
      if (!Uuid.safeParse(conversationId).success) {
        return
      }
      const isKept = folder !== null && writeId(folder, sessionId, conversationId)
      void (isKept ? moved.delete(sessionId) : moved.set(sessionId, conversationId))
      onMoved(sessionId, conversationId)
    },
    forget: (sessionId) => {
      moved.delete(sessionId)
      if (folder !== null) {
        rmSync(path.join(folder, sessionId), { force: true })
      }
    },
  }
}

function remembered(folder: string | null): readonly (readonly [SessionId, string])[] {
  const names = folder === null || !existsSync(folder) ? [] : readdirSync(folder)
  return names.flatMap((name) => {
    const conversation = folder === null ? null : readId(path.join(folder, name))
    return conversation === null ? [] : [[SessionId.parse(name), conversation] as const]
  })
}

/** An id and the end of its line. */
const MOST_BYTES = 100

function readId(file: string): string | null {
  try {
    return Uuid.safeParse(readOrdinaryFile(file, MOST_BYTES)?.trim()).data ?? null
  } catch {
    return null
  }
}

/** False: it could not be. */
function writeId(folder: string, sessionId: SessionId, conversationId: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    replacePrivateFile(path.join(folder, sessionId), `${conversationId}\n`)
    return true
  } catch (error) {
    log.warn('a cleared conversation could not be remembered', { session_id: sessionId, error })
    return false
  }
}
