/** Where this browser keeps what another app shared until the page takes it. */
export const SHARED_CACHE = 'homeport-shared'
/** All files of one share together, in bytes. */
export const MAX_SHARED_BYTES = 50 * 1024 * 1024
/** As many as a message carries (shared/session/attachments.ts, which would bring zod into the worker). */
export const MAX_SHARED_FILES = 10
/** Characters; the rest is cut off. */
export const MAX_SHARED_TEXT = 100_000
