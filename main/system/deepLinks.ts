import { SessionId } from '#shared/ids.ts'

/** What somebody asked the program to show: a page of ours, or a folder to start a session in. */
export type Wanted =
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'folder'; readonly folder: string }

/** Longer than any link we make. */
const MAX_LINK = 300

/**
 * `homeport://session/ID` and `homeport://panel`, and nothing else: any web page can open such a link, so it may only
 * choose among pages that change nothing by being shown. null: not one of them.
 */
export function readDeepLink(link: string): Wanted | null {
  const match = /^homeport:\/\/(?:(panel)\/?|session\/([0-9A-Za-z-]{1,128})\/?)$/.exec(link.slice(0, MAX_LINK))
  if (match?.[1] !== undefined) {
    return { kind: 'page', path: '/panel' }
  }
  const session = SessionId.safeParse(match?.[2])
  return session.success ? { kind: 'page', path: `/session/${session.data}` } : null
}

/**
 * What a start was given: the last thing on its command line that is a link or a folder. Flags are none.
 * `isFolder` is asked with each absolute candidate. Pure but for that.
 */
export function wantedBy(
  argv: readonly string[],
  place: { readonly resolve: (argument: string) => string; readonly isFolder: (path: string) => boolean },
): Wanted | null {
  for (const argument of argv.slice(1).toReversed()) {
    if (/^homeport:/i.test(argument)) {
      return readDeepLink(argument)
    }
    if (!argument.startsWith('-') && place.isFolder(place.resolve(argument))) {
      return { kind: 'folder', folder: place.resolve(argument) }
    }
  }
  return null
}
