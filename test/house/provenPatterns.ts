import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './sourceTree.ts'

const FILE = path.join(root, 'node_modules', '.cache', 'proven-patterns.json')

/**
 * Patterns that this version of recheck has proven to need no more time than their input is long: a proof holds as long as pattern and
 * checker stay the same, and all of them take a minute. What was found slow, or was only tried and timed, is never kept. Where the file
 * is missing or broken, as in a fresh checkout, everything is proven anew.
 */
export class ProvenPatterns {
  readonly #kept = new Set(read())
  readonly #used = new Set<string>()

  has(source: string, flags: string): boolean {
    const key = keyOf(source, flags)
    if (this.#kept.has(key)) {
      this.#used.add(key)
      return true
    }
    return false
  }

  add(source: string, flags: string): void {
    const key = keyOf(source, flags)
    this.#kept.add(key)
    this.#used.add(key)
  }

  /** Keeps what was asked for since the start, and nothing else. */
  save(): void {
    mkdirSync(path.dirname(FILE), { recursive: true })
    const temporary = `${FILE}.${process.pid}`
    writeFileSync(temporary, JSON.stringify([...this.#used].toSorted()))
    renameSync(temporary, FILE)
  }
}

const { version } = createRequire(import.meta.url)('recheck/package.json') as { readonly version: string }

function keyOf(source: string, flags: string): string {
  return createHash('sha256')
    .update(JSON.stringify([version, source, flags]))
    .digest('base64')
}

function read(): string[] {
  try {
    return (JSON.parse(readFileSync(FILE, 'utf8')) as unknown[]).filter((key) => typeof key === 'string')
  } catch {
    return []
  }
}
