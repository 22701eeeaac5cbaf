import type { Plugin } from 'vite'

/**
 * Names the file of one module before all others in index.html, to run as soon as it is there: modules wait for all
 * before them otherwise. The page imports it as well, so it is the same module there.
 */
export function earlyScript(module: string): Plugin {
  return {
    name: 'homeport-early-script',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const early = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith(module)))
        if (early === undefined) {
          throw new Error(`${module} has no file of its own in the bundle.`)
        }
        const attrs = { type: 'module', async: true, crossorigin: true, src: `/${early.fileName}` }
        const inItsTurn = new RegExp(`\\s*<script [^>]*src="/${early.fileName}"></script>`)
        return { html: html.replace(inItsTurn, ''), tags: [{ tag: 'script', attrs, injectTo: 'head-prepend' }] }
      },
    },
  }
}
