import { MAX_ATTACHMENT_BYTES, MAX_TEXT_BYTES } from '#shared/session/attachments.ts'

const MIB = 1024 * 1024

/** What can be attached, for whoever is about to choose. */
export const LIMITS = `images up to ${MAX_ATTACHMENT_BYTES / MIB}\u00A0MiB, texts up to ${MAX_TEXT_BYTES / MIB}\u00A0MiB`
