import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** What the build left of one file, compressed. */
interface Variant {
  readonly name: 'br' | 'gzip'
  /** Below the folder. */
  readonly file: string
  readonly etag: string
}

export interface BuiltFile {
  /** Below the folder, with `/` between its parts: what its address says. */
  readonly name: string
  readonly file: string
  readonly etag: string
  /**
   * part: a script or style sheet, governed by the policy of the page that loads it · document: all else. A service
   * worker at the top is governed by its own.
   */
  readonly kind: 'part' | 'document'
  readonly encodings: readonly Variant[]
}

const endings = { br: '.br', gzip: '.gz' } as const
const parts: ReadonlySet<string> = new Set(['.js', '.mjs', '.css'])

/**
 * Every file of a built page by its name. Compressed ones are variants of the plain one, and have no address.
 * @throws Error of `node:fs`.
 */
export function readBuiltFiles(folder: string): ReadonlyMap<string, BuiltFile> {
  const found = filesBelow(folder, '')
  const etags = new Map(found.map((name) => [name, etagOf(path.join(folder, name))]))
  const files = found.flatMap((name): [string, BuiltFile][] => {
    const plain = name.replace(/\.(br|gz)$/, '')
    if (plain !== name && etags.has(plain)) {
      return []
    }
    const kind = name.startsWith('assets/') && parts.has(path.posix.extname(name)) ? 'part' : 'document'
    return [[name, { name, file: name, etag: etags.get(name) ?? '', kind, encodings: variantsOf(name, etags) }]]
  })
  return new Map(files)
}

/** By names alone: Electron's archive, in which the installed page lies, knows no more ways to list a folder. */
function filesBelow(folder: string, inside: string): string[] {
  return readdirSync(path.join(folder, inside)).flatMap((entry) => {
    const name = inside === '' ? entry : `${inside}/${entry}`
    if (statSync(path.join(folder, name)).isDirectory()) {
      return filesBelow(folder, name)
    }
    return entry.startsWith('.') ? [] : [name]
  })
}

function variantsOf(name: string, etags: ReadonlyMap<string, string>): Variant[] {
  return (['br', 'gzip'] as const).flatMap((encoding) => {
    const file = name + endings[encoding]
    const etag = etags.get(file)
    return etag === undefined ? [] : [{ name: encoding, file, etag }]
  })
}

function etagOf(file: string): string {
  const { size, mtimeMs } = statSync(file)
  return `W/"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`
}
