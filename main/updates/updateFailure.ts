import { HomeportError } from '#shared/errors.ts'

const unchanged = 'This version goes on working.'

/**
 * What to say about a failure: the first pattern that matches. Codes are those of electron-updater, Node and Chromium.
 */
const failures: readonly { readonly pattern: RegExp; readonly sentence: string }[] = [
  {
    pattern: /ERR_UPDATER_INVALID_SIGNATURE|not signed by the application owner|code signature/i,
    sentence: `The update does not carry the maker's signature, so it was thrown away. ${unchanged} Do not install it by hand; please report it.`,
  },
  {
    pattern: /ERR_CHECKSUM_MISMATCH|checksum mismatch/i,
    sentence: `What was fetched is not what the list of versions names, so it was thrown away. ${unchanged} Try again later.`,
  },
  {
    pattern: /ENOSPC/,
    sentence: `The disk is full, so the update could not be kept. ${unchanged} Make room and try again.`,
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    sentence: `The program's own files cannot be written. ${unchanged} Update it the way it was installed.`,
  },
  {
    pattern: /ERR_UPDATER_(?:CHANNEL_FILE_NOT_FOUND|LATEST_VERSION_NOT_FOUND|NO_PUBLISHED_VERSIONS)|HTTP_ERROR_404/,
    sentence: `The server has no list of versions for this system. ${unchanged} Look at the settings updates.url and updates.channel.`,
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ERR_INTERNET_DISCONNECTED|ERR_NAME|ERR_CONNECTION|HTTP_ERROR_5/,
    sentence: `The server with the updates cannot be reached. ${unchanged} It is asked again in a few hours.`,
  },
]

/** One sentence for people: what happened, what was kept, what to do. */
export function updateFailure(error: unknown): string {
  if (error instanceof HomeportError) {
    return error.message
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  const known = failures.find(({ pattern }) => pattern.test(`${code} ${message}`))
  return known?.sentence ?? `The update did not work: ${firstLine(message)} ${unchanged}`
}

/** Drops stack traces and HTML pages. */
function firstLine(text: string): string {
  const line = (text.trim().split('\n')[0] ?? '').slice(0, 200).trim()
  return /[.!?]$/.test(line) ? line : `${line}.`
}
