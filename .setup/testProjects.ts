import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { resolveImport, runtimeImportsOf } from './importsOf.ts'

/** The projects of the tests, cheapest first. */
export const testProjects = ['unit', 'gateway', 'process', 'browser', 'torture'] as const

export type TestProject = (typeof testProjects)[number]

const root = path.join(import.meta.dirname, '..')
const own = /^(?:shared|server|main|renderer|test|\.setup)\//
const cache = new Map<string, readonly string[]>()

/** Every test file of the checkout, by its project. What a file imports decides, so that no list has to be kept. */
export function filesByProject(): Readonly<Record<TestProject, readonly string[]>> {
  const files = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.test\.tsx?$/.test(file))
    .toSorted()
  const found: Record<TestProject, string[]> = { unit: [], gateway: [], process: [], browser: [], torture: [] }
  for (const file of files) {
    found[projectOf(file)].push(file)
  }
  return found
}

/** A file that needs another project than its imports say tells so, with the reason: `// project: torture -- why`. */
const MARK = /^\/\/ project: (?<name>\w+) -- \S/m

/**
 * - `torture`: kills, chaos, what measures growth, what computes for long: each file gets a process of its own.
 * - `browser`: a real Chromium or a real window.
 * - `process`: starts programs, or could.
 * - `gateway`: servers and sockets inside the test's own process.
 * - `unit`: everything else; needs nothing but Node, on every system.
 */
function projectOf(file: string): TestProject {
  const marked = projectMarked(file, readFileSync(path.join(root, file), 'utf8'))
  if (marked !== null) {
    return marked
  }
  const ofTest = reached(file, /^test\//)
  if (file.startsWith('test/torture/') || ofTest.has('test/attack/growth/growth.ts')) {
    return 'torture'
  }
  if (ofTest.has('playwright-core')) {
    return 'browser'
  }
  if (ofTest.has('node:child_process') || [...ofTest].some((used) => own.test(used) && spawns(used))) {
    return 'process'
  }
  const all = reached(file, own)
  if (['node:http', 'node:https', 'node:net', 'node:tls'].some((name) => ofTest.has(name))) {
    return 'gateway'
  }
  if (all.has('express') || all.has('ws')) {
    return 'gateway'
  }
  return all.has('node:child_process') ? 'process' : 'unit'
}

/** The project that the text of a test file names itself; null when it leaves it to its imports. @throws Error for one that is none. */
export function projectMarked(file: string, text: string): TestProject | null {
  const mark = MARK.exec(text)?.groups?.['name']
  const project = testProjects.find((name) => name === mark)
  if (mark !== undefined && project === undefined) {
    throw new Error(`${file} wants to be in "${mark}"; the projects are ${testProjects.join(', ')}.`)
  }
  return project ?? null
}

/** All that a file imports when it runs, and what that imports, as far as `inside` goes. */
function reached(file: string, inside: RegExp): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (from: string): void => {
    for (const imported of runtimeImports(from)) {
      if (!found.has(imported)) {
        found.add(imported)
        if (inside.test(imported)) {
          visit(imported)
        }
      }
    }
  }
  visit(file)
  return found
}

function spawns(file: string): boolean {
  return runtimeImports(file).includes('node:child_process')
}

function runtimeImports(file: string): readonly string[] {
  const known = cache.get(file)
  if (known !== undefined) {
    return known
  }
  // What stands in a test's own text (a table of imports) may name files that are none.
  const isRead = /\.tsx?$/.test(file) && existsSync(path.join(root, file))
  const text = isRead ? readFileSync(path.join(root, file), 'utf8') : ''
  const imports = runtimeImportsOf(text).map((specifier) => resolveImport(file, specifier))
  cache.set(file, imports)
  return imports
}
