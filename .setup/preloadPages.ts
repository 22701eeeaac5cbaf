import type { Plugin, Rolldown } from 'vite'

/**
 * Writes `preloads.json`: by the first part of an address, the files of the page there, which the server names in its answer, so
 * that they are fetched beside the entry and not after it. Not in index.html, which is the same for all addresses: each
 * page would fetch the files of the others. `pages`: the modules of each.
 */
export function preloadPages(pages: Readonly<Record<string, readonly string[]>>): Plugin {
  return {
    name: 'homeport-preload-pages',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.entries(pages).map(([address, modules]) => [
          address,
          [...new Set(modules.flatMap((module) => filesOf(module, bundle)))],
        ])
        this.emitFile({
          type: 'asset',
          fileName: 'preloads.json',
          source: JSON.stringify(Object.fromEntries(files)),
        })
      },
    },
  }
}

/** The entry's, the module's and all that this imports. @throws Error when there is no such module. */
function filesOf(module: string, bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const page = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(module)))
  const entry = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith('app/main.tsx')))
  if (page === undefined || entry === undefined) {
    throw new Error(`${module} is in no file of the bundle.`)
  }
  // First what index.html names too: a browser asks for six files at a time, in the order in which it hears of them.
  const files = new Set([...entry.imports, entry.fileName, page.fileName])
  for (const file of files) {
    chunks.find(({ fileName }) => fileName === file)?.imports.forEach((one) => files.add(one))
  }
  return [...files].map((file) => `/${file}`)
}
