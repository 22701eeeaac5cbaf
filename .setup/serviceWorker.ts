import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type Plugin, type Rolldown, build } from 'vite'

const root = path.join(import.meta.dirname, '..')
/** What is larger (the terminal, the editor, diagrams) is kept once it was needed. */
const MOST_BYTES = 60_000

/**
 * Builds `sw.js`, the service worker: one file, with the names of what it keeps of this build. Another build is another
 * file, which is how browsers learn of it.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'homeport-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: await workerFor(bundle) })
      },
    },
  }
}

async function workerFor(bundle: Rolldown.OutputBundle): Promise<string> {
  const html = textOf(bundle['index.html'])
  const named = [...html.matchAll(/(?:src|href)="(\/(?:assets\/)?[^"/]+\.(?:js|css|svg|webmanifest))"/g)].flatMap(
    ([, address]) => address ?? [],
  )
  const preloads: Readonly<Record<string, readonly string[]>> = JSON.parse(textOf(bundle['preloads.json']))
  const conversation = preloads['/session'] ?? []
  const first = [...named, ...conversation]
  const later = Object.values(bundle)
    .filter((file) => /^assets\/[^/]+\.(?:js|css|woff2)$/.test(file.fileName) && bytesOf(file) <= MOST_BYTES)
    .map(({ fileName }) => `/${fileName}`)
    .filter((address) => !first.includes(address))
  const pictures = readdirSync(path.join(root, 'renderer/public/icons')).map((name) => `/icons/${name}`)
  const kept = { first: ['/', ...new Set(first)], later: [...later.toSorted(), ...pictures.toSorted()] }
  const hash = createHash('sha256').update(html).update(JSON.stringify(kept))
  for (const name of kept.later.filter((address) => address.startsWith('/icons/'))) {
    hash.update(readFileSync(path.join(root, 'renderer/public', name)))
  }
  const version = hash.digest('hex').slice(0, 12)
  const links = Object.fromEntries(
    Object.entries(preloads).map(([address, files]) => [
      address,
      files.map((one) => `<${one}>; rel=modulepreload`).join(', '),
    ]),
  )
  return bundleWorker(JSON.stringify({ version, ...kept, links }))
}

async function bundleWorker(built: string): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { BUILT: built },
    build: {
      write: false,
      target: 'baseline-widely-available',
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: path.join(root, 'renderer/worker/serviceWorker.ts'),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []))
  const [worker] = outputs.filter((file): file is Rolldown.OutputChunk => file.type === 'chunk')
  if (worker === undefined) {
    throw new Error('The service worker has no file.')
  }
  return worker.code
}

function textOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk | undefined): string {
  return file?.type === 'asset' ? file.source.toString() : ''
}

function bytesOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk): number {
  return Buffer.byteLength(file.type === 'asset' ? file.source : file.code)
}
