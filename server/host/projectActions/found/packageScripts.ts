import { MOST_IN_FILE, type NamedWords, isPlainName } from './foundAction.ts'

/** What `package.json` says about scripts. `text`: all of them, as they are shown; null: none, or it cannot be read. */
export function packageScripts(
  json: string,
  program: string,
): { readonly actions: readonly NamedWords[]; readonly text: string } | null {
  const scripts = scriptsOf(json)
  const names = Object.keys(scripts)
  if (names.length === 0) {
    return null
  }
  const actions = names
    .filter((name) => isPlainName(name) && !isHookOf(name, scripts))
    .slice(0, MOST_IN_FILE)
    .map((name) => ({ name, words: [program, 'run', name] }))
  return { actions, text: JSON.stringify(scripts, null, 2) }
}

function scriptsOf(json: string): Readonly<Record<string, string>> {
  try {
    const read: unknown = JSON.parse(json)
    const scripts = typeof read === 'object' && read !== null && 'scripts' in read ? read.scripts : null
    return typeof scripts === 'object' && scripts !== null && !Array.isArray(scripts)
      ? Object.fromEntries(Object.entries(scripts).filter((one): one is [string, string] => typeof one[1] === 'string'))
      : {}
  } catch {
    return {}
  }
}

/** `prebuild` and `postbuild` run with `build`. */
function isHookOf(name: string, scripts: Readonly<Record<string, string>>): boolean {
  const [, whose] = /^(?:pre|post)(.+)$/.exec(name) ?? []
  return whose !== undefined && Object.hasOwn(scripts, whose)
}

/** The package manager that a folder's lock file is of. */
export const lockFiles: readonly (readonly [string, string])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]
