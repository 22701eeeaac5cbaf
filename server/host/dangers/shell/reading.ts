import path from 'node:path'
import type { DangerCode, Finding, Span, WrittenPath } from '../dangerTable.ts'
import { type Field, type Value, HOLE, known } from './words.ts'

/** Where a command runs. */
export interface ShellContext {
  readonly folder: string
  readonly home: string
}

/** Deeper nesting is not judged: no person writes it. */
export const MAX_DEPTH = 100

/** Far from the descriptors that commands name themselves. */
const FIRST_PIPE = 63

/** More files than these are not remembered. */
const MAX_FILES = 200

/**
 * What is known while one command is read, nested scripts included: variables, files written on the way, the folder;
 * and what was found. Bounded by the command's own bound.
 */
export class Reading {
  readonly findings: Finding[] = []
  readonly writes: WrittenPath[] = []
  readonly variables: Map<string, Value>
  /** How deep the reader is: in blocks, substitutions and nested scripts. */
  depth = 0
  readonly #files = new Map<string, Value>()
  readonly #home: string
  /** null once it is not known. */
  #folder: string | null
  readonly #once = new Set<DangerCode>()
  /** Text that nested scripts may still hold: a script in a script in a script must not cost more than its share. */
  #credit: number

  constructor({ folder, home }: ShellContext, length: number) {
    this.#home = home
    this.#folder = folder
    this.#credit = 4 * length + 1000
    this.variables = new Map([
      ['HOME', known(home)],
      ['PWD', known(folder)],
      ['IFS', known(' \t\n')],
    ])
  }

  variable(name: string): Value | null {
    return this.variables.get(name) ?? null
  }

  report(code: DangerCode, span: Span): void {
    this.findings.push({ code, span })
  }

  /** For what is said once, however often it is met. */
  reportOnce(code: DangerCode, span: Span): void {
    if (!this.#once.has(code)) {
      this.#once.add(code)
      this.report(code, span)
    }
  }

  write({ text, span }: Pick<Field, 'text' | 'span'>): void {
    this.writes.push({ path: this.#atHome(text), from: this.#folder, span })
  }

  /** Notes what a file holds from now on. */
  keep(file: string, content: Value): void {
    if (this.#files.size < MAX_FILES) {
      this.#files.set(path.posix.normalize(file), content)
    }
  }

  /** What a file holds that was written on the way, or that lies in a folder that was; null for any other. */
  file(file: string): Value | null {
    const plain = path.posix.normalize(file)
    const folder = plain.slice(0, plain.indexOf('/') + 1)
    return this.#files.get(plain) ?? (folder === '' ? null : (this.#files.get(folder) ?? null))
  }

  /** The shell gives a process substitution a name under /dev/fd: whoever reads that file gets what it writes. */
  pipe(content: Value): string {
    const name = `/dev/fd/${FIRST_PIPE + this.#files.size}`
    this.keep(name, content)
    return name
  }

  changeFolder(target: Pick<Field, 'text'> | undefined): void {
    const to = target === undefined ? this.#home : this.#atHome(target.text)
    if (to.includes(HOLE) || to === '-' || (this.#folder === null && !path.isAbsolute(to))) {
      this.#folder = null
    } else {
      this.#folder = path.resolve(this.#folder ?? to, to)
    }
  }

  /** Whether a nested script of this length may still be read. */
  affords(length: number): boolean {
    this.#credit -= length
    return this.#credit >= 0
  }

  #atHome(text: string): string {
    return /^~(?:\/|$)/.test(text) ? this.#home + text.slice(1) : text
  }
}
