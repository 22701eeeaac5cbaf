import { createReadStream, realpathSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { TranscriptState } from '#server/host/sessions/ports/agent.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'

/** The file in which Claude Code keeps a conversation. */
export function transcriptPath(configDir: string, cwd: string, conversationId: string): string {
  return path.join(configDir, 'projects', encodeFolder(realFolder(cwd)), `${conversationId}.jsonl`)
}

/**
 * The file of a conversation, wherever Claude Code keeps it: it moves along when Claude goes to work in another folder
 * (a worktree). null when there is none any more.
 */
export async function findTranscript(configDir: string, cwd: string, conversationId: string): Promise<string | null> {
  const usual = transcriptPath(configDir, cwd, conversationId)
  if (await isFile(usual)) {
    return usual
  }
  const projects = path.join(configDir, 'projects')
  const folders = await readdir(projects).catch((): string[] => [])
  for (const folder of folders) {
    const file = path.join(projects, folder, path.basename(usual))
    if (await isFile(file)) {
      return file
    }
  }
  return null
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}

/**
 * Claude Code's name for a folder: everything but letters and digits becomes `-`; a long one is cut and gets a hash
 * of the whole (measured). Lossy: never decode it.
 */
export function encodeFolder(folder: string): string {
  const name = folder.replaceAll(/[^a-zA-Z0-9]/g, '-')
  if (name.length <= MAX_NAME) {
    return name
  }
  let hash = 0
  for (let index = 0; index < folder.length; index += 1) {
    // 32-bit overflow is part of the hash.
    hash = ((hash << 5) - hash + folder.charCodeAt(index)) | 0
  }
  return `${name.slice(0, MAX_NAME)}-${Math.abs(hash).toString(36)}`
}

const MAX_NAME = 200

/**
 * Whether the transcript is there, and whether Claude took the prompt into the conversation: its line carries our
 * message id, as `uuid`, or as `source_uuid` where the prompt went into a running turn.
 * A transcript that cannot be read counts as absent.
 */
export async function inspectTranscript(file: string | null, messageId: string | undefined): Promise<TranscriptState> {
  if (file === null || !(await isFile(file))) {
    return { exists: false, has_message: false }
  }
  try {
    return { exists: true, has_message: messageId !== undefined && (await holdsMessage(file, messageId)) }
  } catch {
    return { exists: false, has_message: false }
  }
}

async function holdsMessage(file: string, messageId: string): Promise<boolean> {
  const marks = [`"uuid":${JSON.stringify(messageId)}`, `"source_uuid":${JSON.stringify(messageId)}`]
  let found = false
  const reader = new LineReader({
    onLine: (line) => {
      found ||= marks.some((mark) => line.includes(mark))
    },
    // Such a line is a tool's output, never a prompt.
    onTooLong: () => {},
  })
  const stream = createReadStream(file)
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    reader.push(chunk)
    if (found) {
      break
    }
  }
  reader.end()
  return found
}

/** The folder as Claude Code names it: links followed where they can be. */
export function realFolder(cwd: string): string {
  try {
    return realpathSync(cwd)
  } catch {
    return path.resolve(cwd)
  }
}
