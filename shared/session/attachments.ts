import * as z from 'zod'

/** Largest file that can be attached, in bytes. */
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024
/** Largest text, in bytes: Claude reads all of it. */
export const MAX_TEXT_BYTES = 1024 * 1024
export const MAX_ATTACHMENTS = 10

/** The hash of the content: under it an attachment is known within its session. */
export const AttachmentHash = z.string().regex(/^[0-9a-f]{64}$/)

/** What Claude takes. Told from the content, whatever the name says; `text/plain` is every text, code and markup too. */
export const AttachmentType = z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain'])
export type AttachmentType = z.infer<typeof AttachmentType>

/** An image or a text that goes to Claude with a prompt. */
export const Attachment = z.object({
  sha256: AttachmentHash,
  /** As the person’s device named it: one line, no folder. Any words. */
  name: z.string().max(200),
  media_type: AttachmentType,
  /** In bytes. */
  size: z.number().int().nonnegative(),
})
export type Attachment = z.infer<typeof Attachment>
