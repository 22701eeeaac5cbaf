import { HomeportError } from '#shared/errors.ts'
import { type Attachment, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS } from '#shared/session/attachments.ts'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { attaching, type Attaching, detach } from '#renderer/state/writing/attachments.ts'
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
  const isFirst = ({ sha256 }: Attachment, index: number) => kept.findIndex((one) => one.sha256 === sha256) === index
  return kept.length === stored.length ? kept.filter(isFirst) : null
}

async function store(session_id: SessionId, { key, file }: { key: string; file: File }): Promise<Attachment | null> {
  try {
    const data = await contentOf(file)
    const attachment = await connection.client.call('attachment.add', { session_id, name: file.name || 'file', data })
    if (attaching.get().some((one) => one.target === session_id && hashOf(one) === attachment.sha256)) {
      drop(key, file)
    } else {
      settle(key, { state: { kind: 'stored', attachment }, preview: previewOf(attachment.media_type, data) })
    }
    return attachment
  } catch (error) {
    settle(key, { state: { kind: 'refused', problem: errorMessage(error) } })
    return null
  }
}

function hashOf({ state }: Attaching): string | null {
  return state.kind === 'stored' ? state.attachment.sha256 : null
}

/** What is attached already is not again, by whatever name it came: the message would carry it twice. */
function drop(key: string, { name }: File): void {
  detach([key])
  showToast(words.attachedAlready(name))
}

/** Shows a file that waits. What is too large is refused before there is a session. */
async function keep(key: string, file: File): Promise<void> {
  try {
    const data = await contentOf(file)
    if (await waitsBefore(key, data)) {
      drop(key, file)
    } else {
      settle(key, { preview: previewOf(file.type, data) })
    }
  } catch (error) {
    settle(key, { state: { kind: 'refused', problem: errorMessage(error) } })
  }
}

/** Whether a file with this content was attached to the new session before. */
async function waitsBefore(key: string, data: string): Promise<boolean> {
  const all = attaching.get()
  for (const { state } of all.slice(
    0,
    all.findIndex((one) => one.key === key),
  )) {
    // Base64 has four letters for three bytes: others of another size are not read.
    const isAsLong = state.kind === 'waiting' && Math.ceil(state.file.size / 3) * 4 === data.length
    if (isAsLong && (await contentOf(state.file)) === data) {
      return true
    }
  }
  return false
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
