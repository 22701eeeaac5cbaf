import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vite'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { root, shippedSources, sourcesIn } from './sourceTree.ts'

/** What only a real Electron would show, as rules. */

test('the built entry of the desktop program awaits nothing at its top: Electron is ready only after it', () => {
  const files = staticallyLoaded(path.join(root, 'dist/main/main.js'))
  expect(files.length).toBeGreaterThan(1)
  expect(files.filter((file) => awaitsAtTop(readFileSync(file, 'utf8')))).toEqual([])
})

test.each([
  ['await x()', true],
  ['for await (const a of b) {} export {}', true],
  ['if (a) { const b = [await c()] }', true],
  ['const f = async () => { await x() }; async function g() { await y() }', false],
  ['class A { async b() { await c() } }', false],
])('%s', (text, expected) => {
  expect(awaitsAtTop(text)).toBe(expected)
})

test('nothing that the desktop program loads waits for another program in the thread that draws the windows', () => {
  const sources = new Map(shippedSources().map((source) => [source.name, source]))
  const reached = new Set<string>()
  const visit = (name: string) => {
    const source = sources.get(name)
    if (source !== undefined && !reached.has(name)) {
      reached.add(name)
      source.imports.filter((imported) => isLoaded(source.text, imported)).forEach(visit)
    }
  }
  visit('main/main.ts')
  expect(reached.size).toBeGreaterThan(50)
  const waits = [...reached].filter((name) =>
    /\b(?:spawnSync|execSync|execFileSync)\b/.test(sources.get(name)?.text ?? ''),
  )
  expect(waits).toEqual([])
})

test('without the fuse that gives files privileges, no window loads one: the archive’s could not be found', () => {
  const text = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')
  const { electronFuses } = parse(text) as { electronFuses: { grantFileProtocolExtraPrivileges: boolean } }
  expect(electronFuses.grantFileProtocolExtraPrivileges).toBe(false)
  expect(naming(/\.loadFile\(|\bpathToFileURL\b|loadURL\(['"`]file:/)).toEqual([])
})

test('each window asks for its sandbox itself; the switch for all of them would make them white without one', () => {
  expect(naming(/\.enableSandbox\(/)).toEqual([])
  const making = sourcesIn('main').filter(({ text }) => /new [\w.]*(?:BrowserWindow|WebContentsView)\(/.test(text))
  expect(making.length).toBeGreaterThan(1)
  expect(making.filter(({ text }) => !/windowOptions\(|pagePreferences\(/.test(text))).toEqual([])
})

function naming(what: RegExp): string[] {
  return sourcesIn('main')
    .filter(({ text }) => what.test(text))
    .map(({ name }) => name)
}

/** A file, and all that is loaded before it runs. */
function staticallyLoaded(file: string, found = new Set<string>()): string[] {
  if (!found.has(file)) {
    found.add(file)
    for (const statement of parseAst(readFileSync(file, 'utf8')).body) {
      const from = 'source' in statement && statement.source?.value
      if (typeof from === 'string' && from.startsWith('.')) {
        staticallyLoaded(path.resolve(path.dirname(file), from), found)
      }
    }
  }
  return [...found]
}

/** Whether running the module waits for something before it is done. */
function awaitsAtTop(text: string): boolean {
  return awaits(parseAst(text))
}

function awaits(node: unknown): boolean {
  if (Array.isArray(node)) {
    return node.some(awaits)
  }
  if (typeof node !== 'object' || node === null) {
    return false
  }
  const { type } = node as { type?: string }
  if (type !== undefined && /Function/.test(type)) {
    return false
  }
  return type === 'AwaitExpression' || ('await' in node && node.await === true) || Object.values(node).some(awaits)
}

/** Whether a module is loaded by an import of it, and not only its types named. */
function isLoaded(text: string, imported: string): boolean {
  const file = imported.split('/').at(-1) ?? ''
  const lines = text.matchAll(/(?:^|\n)(import|export)\s(type\s)?[^'";]*?from\s*'([^']+)'/g)
  return [...lines].some(([, , type, from]) => type === undefined && from?.endsWith(file) === true)
}
