import type { Plugin } from 'vite'

/**
 * Names the code of one lazy page in index.html, so that it is fetched beside the entry and not after it. Low
 * priority: the first paint needs none of it.
 */
export function preloadPage(module: string): Plugin {
  return {
    name: 'homeport-preload-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const page = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(module)))
        const entry = chunks.find((chunk) => chunk.isEntry)
        const known = new Set([entry?.fileName, ...(entry?.imports ?? [])])
        const files = page === undefined ? [] : [page.fileName, ...page.imports].filter((file) => !known.has(file))
        return files.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, fetchpriority: 'low', href: `/${file}` },
          injectTo: 'head',
        }))
      },
    },
  }
}
