/** Whose commands and files are offered. A folder without a session has files only. */
export type CompletionSource = { readonly session_id: string } | { readonly folder: string }

/** Handles a key of the field; false: it is not the menu's. */
export type MenuKey = (key: string) => boolean
