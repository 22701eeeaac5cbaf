import type { Attachment } from '#shared/session/attachments.ts'

/** An image or text that prompts of a session carry, with its content. */
export interface StoredAttachment {
  readonly attachment: Attachment
  readonly content: Buffer
}
