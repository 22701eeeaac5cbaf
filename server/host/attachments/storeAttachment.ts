import { createHash } from 'node:crypto'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Attachment, AttachmentType } from '#shared/session/attachments.ts'
import { MAX_ATTACHMENT_BYTES, MAX_TEXT_BYTES } from '#shared/session/attachments.ts'
import type { SessionStore } from '../sessions/ports/sessionPorts.ts'

/** All attachments of one session together, in bytes. */
const MAX_SESSION_BYTES = 200 * 1024 * 1024

/**
 * Stores a file for the prompts of a session. The same content twice is stored once, under its first name.
 * @throws HomeportError FILE_001 when it is too large, FILE_002 when Claude does not take such files, FILE_005 when the
 * session holds too much, WS_002 when it is no base64.
 */
export function storeAttachment(
  store: Pick<SessionStore, 'attachment' | 'addAttachment' | 'attachmentBytes'>,
  file: { readonly session_id: SessionId; readonly name: string; readonly data: string },
): Attachment {
  const content = Buffer.from(file.data, 'base64')
  if (content.length === 0) {
    throw new HomeportError('WS_002', 'The file is empty. Nothing was attached.')
  }
  const media_type = attachmentType(content)
  if (media_type === null) {
    throw new HomeportError(
      'FILE_002',
      'Only images (PNG, JPEG, GIF, WebP) and texts can be attached. Nothing was attached; put the file into the folder and name it with @.',
    )
  }
  const most = media_type === 'text/plain' ? MAX_TEXT_BYTES : MAX_ATTACHMENT_BYTES
  if (content.length > most) {
    throw new HomeportError(
      'FILE_001',
      `${media_type === 'text/plain' ? 'A text' : 'An image'} can have ${most / 1024 / 1024} MiB at most. Nothing was attached; put the file into the folder and name it with @.`,
    )
  }
  const sha256 = createHash('sha256').update(content).digest('hex')
  const known = store.attachment(file.session_id, sha256)
  if (known !== null) {
    return known.attachment
  }
  if (store.attachmentBytes(file.session_id) + content.length > MAX_SESSION_BYTES) {
    throw new HomeportError(
      'FILE_005',
      'This session holds 200 MiB of attachments, and takes no more. Nothing was attached; go on in a new session.',
    )
  }
  const attachment: Attachment = { sha256, name: plainName(file.name), media_type, size: content.length }
  store.addAttachment(file.session_id, { attachment, content })
  return attachment
}

/** One line, without the folders that some systems put before it. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const line = last.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').trim()
  return line.slice(0, 100).replace(/[\uD800-\uDBFF]$/, '') || 'file'
}

const images: readonly (readonly [AttachmentType, (bytes: Buffer) => boolean])[] = [
  ['image/png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))],
  ['image/gif', (bytes) => /^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))],
  ['image/webp', (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'],
]

/** What the content is, whatever its name says; null: nothing that Claude takes. SVG and HTML are texts. */
function attachmentType(bytes: Buffer): AttachmentType | null {
  const image = images.find(([, is]) => is(bytes))
  return image?.[0] ?? (isText(bytes) ? 'text/plain' : null)
}

function isText(bytes: Buffer): boolean {
  try {
    return !bytes.includes(0) && new TextDecoder('utf-8', { fatal: true }).decode(bytes) !== ''
  } catch {
    return false
  }
}
