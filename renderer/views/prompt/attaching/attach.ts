import { HomeportError } from '#shared/errors.ts'
import { type Attachment, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '#shared/session/attachments.ts'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { attaching, type Attaching } from '#renderer/state/writing/attachments.ts'
import * as words from '../laterWords.ts'

type Target = Attaching['target']

/**
 * Stores files on the workstation for the next message of a session; each says how that goes. Those of a new session wait in
 * the page until there is one. Never fails.
 */
export function attachFiles(target: Target, files: readonly File[]): void {
  const room = MAX_ATTACHMENTS - attaching.get().filter((one) => one.target === target).length
  if (files.length > room) {
    showToast(
      `A message can carry ${MAX_ATTACHMENTS} files. The others were not attached; send them with the next one.`,
    )
  }
  for (const file of files.slice(0, Math.max(0, room))) {
    const one: Attaching = {
      key: crypto.randomUUID(),
      target,
      name: file.name,
      size: file.size,
      preview: null,
      state: target === 'new' ? { kind: 'waiting', file } : { kind: 'uploading' },
    }
    attaching.set([...attaching.get(), one])
    void (target === 'new' ? keep(one.key, file) : store(target, { key: one.key, file }))
  }
}

/** A text that is too long for a message, as a file. */
export function attachText(target: Target, text: string): void {
  attachFiles(target, [new File([text], words.pastedText, { type: 'text/plain' })])
}

/**
 * Stores files that waited for this session, and makes them its own. null: one of them was refused; it says why. Never fails.
 */
export async function storeWaiting(session_id: SessionId, files: readonly Attaching[]): Promise<Attachment[] | null> {
  const stored = await Promise.all(
    files.map(async ({ key, state }) => {
      if (state.kind !== 'waiting') {
        return null
      }
      settle(key, { target: session_id, state: { kind: 'uploading' } })
      return store(session_id, { key, file: state.file })
    }),
  )
  const kept = stored.filter((one) => one !== null)
  return kept.length === stored.length ? kept : null
}

async function store(session_id: SessionId, { key, file }: { key: string; file: File }): Promise<Attachment | null> {
  try {
    const data = await contentOf(file)
    const attachment = await connection.client.call('attachment.add', { session_id, name: file.name || 'file', data })
    settle(key, { state: { kind: 'stored', attachment }, preview: previewOf(attachment.media_type, data) })
    return attachment
  } catch (error) {
    settle(key, { state: { kind: 'refused', problem: errorMessage(error) } })
    return null
  }
}

/** Shows a file that waits. What is too large is refused before there is a session. */
async function keep(key: string, file: File): Promise<void> {
  try {
    settle(key, { preview: previewOf(file.type, await contentOf(file)) })
  } catch (error) {
    settle(key, { state: { kind: 'refused', problem: errorMessage(error) } })
  }
}

/** In base64. @throws HomeportError FILE_001 for a file that is too large. */
async function contentOf(file: File): Promise<string> {
  if (file.size > MAX_ATTACHMENT_BYTES) {
    throw new HomeportError('FILE_001', words.largerThanAllowed)
  }
  return base64Of(new Uint8Array(await file.arrayBuffer()))
}

function previewOf(type: string, data: string): string | null {
  return /^image\/(?:png|jpeg|gif|webp)$/.test(type) ? `data:${type};base64,${data}` : null
}

/** In pieces: a call takes only so many arguments. */
function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += PIECE) {
    binary += String.fromCodePoint(...bytes.subarray(at, at + PIECE))
  }
  return btoa(binary)
}

const PIECE = 8192

function settle(key: string, fields: Partial<Attaching>): void {
  attaching.set(attaching.get().map((one) => (one.key === key ? { ...one, ...fields } : one)))
}
