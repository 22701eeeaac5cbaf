import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { importsOf, resolveImport } from '../../.setup/importsOf.ts'

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
