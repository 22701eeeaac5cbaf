import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { type Plugin, type Rolldown, build } from 'vite'

const root = path.join(import.meta.dirname, '..')
const FOLDER = 'assets/diagram/'
/** `import("./name.js")`, as the bundler writes it. */
const LATER = /\bimport\(\s*(?<quote>["'`])\.\/(?<name>[\w.-]+\.js)\k<quote>\s*\)/g

/** A file of the frame: where it lies, and what it holds. */
type BuiltFile = readonly [name: string, text: string]

/**
 * Builds what draws diagrams: `diagram.html`, the document of the page's frames, with its script inside; and the parts of the
 * program, which the page fetches and hands in. Apart from the page, so that neither holds anything of the other.
 */
export function diagramFrame(): Plugin {
  let built: Promise<readonly BuiltFile[]> | undefined
  return {
    name: 'homeport-diagram-frame',
    // After whatever goes through the page's own files.
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler() {
        for (const [fileName, source] of await buildFrame()) {
          this.emitFile({ type: 'asset', fileName, source })
        }
      },
    },
    configureServer: ({ middlewares }) => {
      middlewares.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
        const name = (request.url ?? '').slice(1)
        if (name !== 'diagram.html' && !name.startsWith(FOLDER)) {
          next()
          return
        }
        built ??= buildFrame()
        void answer(built, name, response)
      })
    },
  }
}

/** In development, without the policy that the server sends with it. */
async function answer(built: Promise<readonly BuiltFile[]>, name: string, response: ServerResponse): Promise<void> {
  const files = await built.catch((error: unknown): readonly BuiltFile[] => [[name, String(error)]])
  const [, text] = files.find(([file]) => file === name) ?? []
  const type = name.endsWith('.html') ? 'text/html' : 'text/javascript'
  response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text)
}

async function buildFrame(): Promise<BuiltFile[]> {
  const pieces = await bundle('draw.ts', { output: { format: 'es', entryFileNames: NAMES, chunkFileNames: NAMES } })
  const first = pieces.find(({ isEntry }) => isEntry)?.fileName ?? ''
  const imports = Object.fromEntries(pieces.map((piece) => [piece.fileName, piece.imports]))
  assertNoCircle(imports)
  const [script] = await bundle(
    'frame.ts',
    { output: { format: 'iife', codeSplitting: false } },
    { PIECES: JSON.stringify(imports), FIRST_PIECE: JSON.stringify(first) },
  )
  return [
    ['diagram.html', documentWith(script?.code ?? '')],
    ...pieces.map(({ fileName, code }): BuiltFile => [
      FOLDER + fileName,
      code.replaceAll(LATER, 'diagramPiece("$<name>")'),
    ]),
  ]
}

const NAMES = '[name]-[hash].js'

async function bundle(
  entry: string,
  options: Rolldown.RolldownOptions,
  define: Readonly<Record<string, string>> = {},
): Promise<Rolldown.OutputChunk[]> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    build: {
      write: false,
      target: 'baseline-widely-available',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        ...options,
        input: path.join(root, 'renderer/diagram', entry),
        preserveEntrySignatures: 'strict',
      },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []))
  return outputs.filter((file): file is Rolldown.OutputChunk => file.type === 'chunk')
}

/** A part becomes a blob after those it imports. @throws Error naming a part that imports itself by way of others. */
function assertNoCircle(imports: Readonly<Record<string, readonly string[]>>): void {
  const done = new Set<string>()
  const visit = (name: string, above: readonly string[]) => {
    if (above.includes(name)) {
      throw new Error(`Parts of the diagrams' program import each other: ${[...above, name].join(' → ')}`)
    }
    if (!done.has(name)) {
      ;(imports[name] ?? []).forEach((one) => visit(one, [...above, name]))
      done.add(name)
    }
  }
  Object.keys(imports).forEach((name) => visit(name, []))
}

function documentWith(script: string): string {
  const style =
    'html,body{margin:0;height:100%;overflow:hidden;background:transparent}svg{display:block}' +
    // Mermaid centres the words in the circles of a mind map as HTML only.
    '.mindmap-node>circle~.label text{text-anchor:middle!important}' +
    '@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}'
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Diagram</title>' +
    `<style>${style}</style></head><body><script>${script.trim()}</script></body></html>\n`
  )
}
