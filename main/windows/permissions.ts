import { linkTarget } from './links.ts'

/** What the page may ask of the system, each with its reason. What is not in the table is denied. */
const granted: Readonly<Record<string, string>> = {
  'clipboard-sanitized-write': 'to copy a code block or a path',
  fullscreen: 'to read a long diff',
  notifications: 'to say that a session waits for an answer',
}

/** A permission is given to our own page only, and only when the table has a reason for it. */
export function isPermitted(
  permission: string,
  requester: { readonly url: string; readonly home: string | null },
): boolean {
  return Object.hasOwn(granted, permission) && linkTarget(requester.url, requester.home).kind === 'inside'
}
