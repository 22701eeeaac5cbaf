import { HomeportError } from '#shared/errors.ts'
import type { Attachment } from '#shared/session/attachments.ts'
import type { QueuedMessage } from '#shared/session/session.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import type { StoredAttachment } from '../ports/storedAttachment.ts'

/** All attachments of one prompt together, in bytes: Claude's API takes no more. */
const MAX_PROMPT_BYTES = 20 * 1024 * 1024

/**
 * The attachments that a prompt names by their hashes.
 * @throws HomeportError SESSION_002 when the session has no such one, FILE_001 when they are too large together.
 */
export function attached({ deps, journal }: SessionCore, hashes: readonly string[]): Attachment[] {
  const found = [...new Set(hashes)].map((sha256) => {
    const stored = deps.store.attachment(journal.session.id, sha256)
    if (stored === null) {
      throw new HomeportError('SESSION_002', 'This session has no such attachment. Nothing was sent; attach it again.')
    }
    return stored.attachment
  })
  if (found.reduce((bytes, { size }) => bytes + size, 0) > MAX_PROMPT_BYTES) {
    throw new HomeportError(
      'FILE_001',
      'The attachments are larger than 20 MiB together. Nothing was sent; send them with several messages.',
    )
  }
  return found
}

/** What a prompt carries, with the contents. */
export function contentsOf({ deps, journal }: SessionCore, message: QueuedMessage): StoredAttachment[] {
  return (message.attachments ?? []).flatMap(({ sha256 }) => deps.store.attachment(journal.session.id, sha256) ?? [])
}

/** As a field of its own, where there are some. */
export function withAttachments(attachments: readonly Attachment[] | undefined): { attachments?: Attachment[] } {
  return attachments === undefined || attachments.length === 0 ? {} : { attachments: [...attachments] }
}
