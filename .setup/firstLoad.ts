/** What the bundler tells of its modules. */
interface Modules {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null
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

/** The module, and all that bring it along; what is imported when it is wanted does not. */
function rootsOf(id: string, modules: Modules): readonly string[] {
  const seen = new Set([id])
  for (const one of seen) {
    modules.getModuleInfo(one)?.importers.forEach((importer) => seen.add(importer))
  }
  return [...seen]
}
