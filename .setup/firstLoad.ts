/** What the bundler tells of its modules. */
interface Modules {
  getModuleInfo(id: string): { readonly importers: readonly string[]; readonly code: string | null } | null
}

/**
 * Names one file for all that `entry` needs, and for what the page `first` shares with `others`. Left to itself
 * the bundler makes a file for each set of pages that share something: twenty for one page, each with headers of its own
 * and compressed without the words of the others. 16 KB less before a conversation shows.
 */
export function firstLoad({ entry, first, others }: Readonly<Record<'entry' | 'first' | 'others', RegExp>>) {
  return (id: string, modules: Modules): string | null => {
    const roots = rootsOf(id, modules)
    const isShared =
      roots.some((root) => first.test(root)) && roots.some((root) => others.test(root) && !first.test(root))
    return roots.some((root) => entry.test(root)) || isShared ? 'page' : null
  }
}

/**
 * Names one file for all that `first` needs and that has no other name yet: its own code, and what lazy parts would
 * otherwise keep apart. A browser asks for six files at a time: thirty small ones take a phone a second.
 */
export function ownFile(first: RegExp, name: string) {
  return (id: string, modules: Modules): string | null =>
    rootsOf(id, modules).some((root) => first.test(root)) ? name : null
}

/** Names one file for what both `one` and `other` need, so that neither waits for all of the other. */
export function sharedFile(one: RegExp, other: RegExp, name: string) {
  return (id: string, modules: Modules): string | null => {
    const roots = rootsOf(id, modules)
    return [one, other].every((needs) => roots.some((root) => needs.test(root))) ? name : null
  }
}

/** The name that the first of these gives. */
export function firstOf(...names: readonly ReturnType<typeof ownFile>[]) {
  return (id: string, modules: Modules): string | null =>
    names.map((nameOf) => nameOf(id, modules)).find(isName) ?? null
}

function isName(name: string | null): name is string {
  return name !== null
}

/** Names one file for the icons of what is loaded when it is wanted: each for itself would be a file of 300 bytes. */
export function laterIcons(id: string): string | null {
  return ICON.test(id) ? 'icons' : null
}

/** The module, and all that bring it along; what is imported when it is wanted does not. */
function rootsOf(id: string, modules: Modules): readonly string[] {
  const seen = new Set([id, ...usersOfIcon(id, modules)])
  for (const one of seen) {
    if (!ICON.test(one)) {
      modules.getModuleInfo(one)?.importers.forEach((importer) => seen.add(importer))
    }
  }
  return [...seen]
}

const ICON = /lucide-react[\\/].*[\\/]icons[\\/](?<name>[a-z0-9-]+)\.m?js$/

/** All icons come through one file that names them all: who uses one is who names it. */
function usersOfIcon(id: string, modules: Modules): readonly string[] {
  const file = ICON.exec(id)?.groups?.['name']
  if (file === undefined) {
    return []
  }
  const name = file.replaceAll(/(?:^|-)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
  const index = modules.getModuleInfo(id)?.importers.find((one) => /lucide-react\.m?js$/.test(one))
  const all = index === undefined ? [] : (modules.getModuleInfo(index)?.importers ?? [])
  const naming = all.filter((one) => new RegExp(`\\b${name}\\b`).test(modules.getModuleInfo(one)?.code ?? ''))
  return naming.length === 0 ? all : naming
}
