import { SessionId } from '#shared/ids.ts'

/** What the program was started to show: a page of the app, or a folder to start a session in. */
export type LaunchTarget =
  | { readonly kind: 'page'; readonly path: string }
  | { readonly kind: 'folder'; readonly folder: string }

/** Longer than any link we make. */
const MAX_LINK = 300

/**
 * Accepts `homeport://session/ID` and `homeport://panel` and nothing else: any website can open such a link, so it may
 * only lead to pages that change nothing by being shown. null for every other link.
 */
export function readDeepLink(link: string): LaunchTarget | null {
  const match = /^homeport:\/\/(?:(panel)\/?|session\/([0-9A-Za-z-]{1,128})\/?)$/.exec(link.slice(0, MAX_LINK))
  if (match?.[1] !== undefined) {
    return { kind: 'page', path: '/panel' }
  }
  const session = SessionId.safeParse(match?.[2])
  return session.success ? { kind: 'page', path: `/session/${session.data}` } : null
}

/**
 * The last argument of a command line that is a link or a folder; flags are skipped. `isFolder` is called with each
 * absolute candidate.
 */
export function launchTarget(
  argv: readonly string[],
  context: { readonly resolve: (argument: string) => string; readonly isFolder: (path: string) => boolean },
): LaunchTarget | null {
  for (const argument of argv.slice(1).toReversed()) {
    if (/^homeport:/i.test(argument)) {
      return readDeepLink(argument)
    }
    if (!argument.startsWith('-') && context.isFolder(context.resolve(argument))) {
      return { kind: 'folder', folder: context.resolve(argument) }
    }
  }
  return null
}
