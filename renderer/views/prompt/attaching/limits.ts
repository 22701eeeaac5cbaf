import { MAX_ATTACHMENT_BYTES, MAX_TEXT_BYTES } from '#shared/session/attachments.ts'
import * as words from '../laterWords.ts'

const MIB = 1024 * 1024

/** What can be attached, for whoever is about to choose. */
export const LIMITS = words.imagesAndTextsUpTo(MAX_ATTACHMENT_BYTES / MIB, MAX_TEXT_BYTES / MIB)
