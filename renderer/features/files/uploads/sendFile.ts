import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { FileWarning } from '#shared/operations/file.ts'
import { forgetFile, keepFile } from '#renderer/state/kept/keptFiles.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { uploadFile, uploadOffset, uploadPart } from '../fileCalls.ts'
import { type UploadedFile, asOnlyTab, idOf, keepId, nameOf } from './kept.ts'
import * as words from '../words.ts'

/** A larger file goes in parts, and goes on where it stopped. */
const WHOLE_UP_TO = 4 * 1024 * 1024
const PART = 8 * 1024 * 1024
/** How long it waits after each failure in a row; then it is told. */
const PAUSES_MS = [500, 2_000, 5_000, 10_000]

export interface Sending {
  readonly session_id: SessionId
  readonly path: string
  readonly file: File
  /** An earlier page began it: where it is over by now, nothing is begun again. */
  readonly isGoingOn?: boolean
}

export interface Sender {
  /** 0 to 1. */
  readonly onProgress: (share: number) => void
  /** null: it goes on. */
  readonly onPause: (reason: string | null) => void
  readonly gone: AbortSignal
}

/**
 * Uploads a file over whatever lies there. A large one survives a lost connection, and for a day a reload: the file is read on
 * where the browser keeps it, or goes on when it is chosen again (`unfinished.ts`). Resolves with what a person should know of it. @throws HomeportError.
 */
export async function sendFile(sending: Sending, sender: Sender): Promise<readonly FileWarning[]> {
  if (sending.file.size <= WHOLE_UP_TO) {
    const { files } = await uploadFile(sending, sender.onProgress, sender.gone)
    return files.flatMap(({ warnings }) => warnings)
  }
  return asOnlyTab(nameOf(sending), () => sendLarge(sending, sender))
}

async function sendLarge(sending: Sending, sender: Sender): Promise<readonly FileWarning[]> {
  const name = nameOf(sending)
  if (sender.gone.aborted || (sending.isGoingOn === true && idOf(name) === '')) {
    // Stopped, or brought to its end by another tab, while this one waited for its turn.
    return []
  }
  let offset = await begun(sending)
  if (sender.gone.aborted) {
    // Whoever stopped it could not know of it yet.
    await giveUp(sending)
    return []
  }
  for (let failures = 0; ;) {
    try {
      const done = await sendPart(sending, offset, sender)
      failures = 0
      offset = done.offset
      if (done.file !== null) {
        forget(name)
        return done.file.warnings
      }
    } catch (error) {
      const pause = PAUSES_MS[failures]
      if (sender.gone.aborted || pause === undefined || !isPassing(error)) {
        throw error
      }
      failures += 1
      sender.onPause(words.theConnectionWasLostIt)
      await waited(pause, sender.gone)
      offset = (await uploadOffset(idOf(name)).catch(() => null)) ?? offset
      sender.onPause(null)
    }
  }
}

/** What came of it is removed from the workstation as well. Never throws. */
export async function giveUp(sending: UploadedFile): Promise<void> {
  const name = nameOf(sending)
  const upload_id = idOf(name)
  forget(name)
  if (upload_id !== '') {
    await connection.client.call('file.upload_cancel', { upload_id }).catch(() => {})
  }
}

async function sendPart(sending: Sending, offset: number, { onProgress, gone }: Sender) {
  const { file } = sending
  const body = file.slice(offset, offset + PART)
  const report = (share: number) => onProgress((offset + share * body.size) / file.size)
  return uploadPart({ upload_id: idOf(nameOf(sending)), offset, body }, report, gone)
}

/** How far it came before; 0: it begins now. */
async function begun(sending: Sending): Promise<number> {
  const { session_id, path, file } = sending
  const name = nameOf(sending)
  const known = idOf(name)
  const offset = known === '' ? null : await uploadOffset(known).catch(() => null)
  if (offset !== null) {
    return offset
  }
  const asked = { session_id, path, size: file.size, overwrite: true }
  keepId(name, (await connection.client.call('file.upload_start', asked)).upload_id)
  void keepFile(name, file)
  return 0
}

function forget(name: string): void {
  keepId(name, null)
  void forgetFile(name)
}

/** No answer, or one from something in between; what the workstation itself says stays so. */
function isPassing(error: unknown): boolean {
  return error instanceof HomeportError && (error.code === 'INTERNAL_001' || error.code === 'FILE_004')
}

function waited(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const end = () => {
      clearTimeout(timer)
      resolve()
    }
    gone.addEventListener('abort', end, { once: true })
    // The browser knows first that the network is back.
    window.addEventListener('online', end, { once: true })
  })
}
