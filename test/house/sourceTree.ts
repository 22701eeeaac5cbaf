import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.join(import.meta.dirname, '../..')

export interface SourceFile {
  /** Path from the checkout, with forward slashes. */
  readonly name: string
  readonly text: string
  /** What it imports: paths from the checkout for our own files, package names for others. */
  readonly imports: readonly string[]
}

/** Every source that is shipped: the rooms without tests and declarations. */
export function shippedSources(): SourceFile[] {
  return ['shared', 'server', 'main', 'renderer'].flatMap((room) => sourcesIn(room))
}

/** All TypeScript below a folder of the checkout. */
export function sourcesIn(folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
    .toSorted()
    .map((name) => readSource(name))
}

function readSource(name: string): SourceFile {
  const text = readFileSync(path.join(root, name), 'utf8')
  return { name, text, imports: importsOf(text).map((specifier) => resolveImport(name, specifier)) }
}

/** The specifiers of every import, export-from and dynamic import. Pure. */
export function importsOf(text: string): string[] {
  const code = text.replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const pattern = /(?:^|[\s;}])(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g
  return [...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '')
}

/** `#room/x.ts` and `./x.ts` become paths from the checkout; a package keeps its name. Pure. */
export function resolveImport(importer: string, specifier: string): string {
  if (specifier.startsWith('#')) {
    return specifier.slice(1)
  }
  return specifier.startsWith('.') ? path.posix.join(path.posix.dirname(importer), specifier) : specifier
}
