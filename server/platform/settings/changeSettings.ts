import { readFileSync } from 'node:fs'
import { type Document, isMap, parseDocument } from 'yaml'
import { failureCode } from '../failure.ts'
import type { Paths } from '../files/paths.ts'
import { replacePrivateFile } from '../files/privateFile.ts'
import type { SettingKey } from './settingTable.ts'
import { loadSettings } from './settings.ts'

/** New values by setting; null takes one out. */
export type SettingChanges = Partial<Readonly<Record<SettingKey, SettingValue | null>>>
type SettingValue = string | number | boolean | readonly string[]

/**
 * Writes settings into `settings.yaml`: what else stands there, comments too, is kept. All or nothing.
 * @throws HomeportError SETTINGS_001 when the file cannot be understood as it is, or a value is wrong; nothing is
 * written then.
 */
export function changeSettings(paths: Pick<Paths, 'settingsFile'>, changes: SettingChanges): void {
  // A file that cannot be read is not written over; a wrong value is refused in its own words.
  loadSettings({ paths, env: {} })
  const given = Object.entries(changes)
  const flags = Object.fromEntries(given.map(([key, value]) => [key, value === null ? undefined : String(value)]))
  loadSettings({ paths, env: {}, flags })
  const document: Document = parseDocument(readText(paths.settingsFile))
  if (!isMap(document.contents)) {
    // Empty, or nothing but comments.
    document.contents = document.createNode({})
  }
  for (const [key, value] of given) {
    const path = key.split('.')
    remove(document.contents, path, value === null ? 'every' : 'other')
    if (value !== null) {
      makeRoom(document.contents, path)
      document.setIn(path, Array.isArray(value) ? document.createNode(value) : value)
    }
  }
  replacePrivateFile(paths.settingsFile, isEmptyMap(document.contents) ? commentsOf(document) : document.toString())
}

/**
 * `a.b: c`, and `b: c` below `a:`, mean the same. `other`: the second way stays, with its comment. Sections that become
 * empty go too.
 */
function remove(map: unknown, path: readonly string[], which: 'every' | 'other'): void {
  if (!isMap(map)) {
    return
  }
  if (path.length > 1 || which === 'every') {
    map.delete(path.join('.'))
  }
  for (let length = 1; length < path.length; length += 1) {
    const section = path.slice(0, length).join('.')
    const below = map.get(section)
    remove(below, path.slice(length), length === 1 ? which : 'every')
    if (isEmptyMap(below) || (below ?? null) === null) {
      map.delete(section)
    }
  }
}

/** `a:` with nothing below it is no section yet. */
function makeRoom(map: unknown, [head = '', ...below]: readonly string[]): void {
  if (!isMap(map) || below.length === 0) {
    return
  }
  const section = map.get(head)
  if (isMap(section)) {
    makeRoom(section, below)
  } else {
    map.delete(head)
  }
}

function isEmptyMap(node: unknown): boolean {
  return isMap(node) && node.items.length === 0
}

/** An empty map would be written as `{}`, which says nothing to a reader. */
function commentsOf(document: Document): string {
  document.contents = null
  return document.toString().replace(/^null\n?/m, '')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (failureCode(error) === 'ENOENT') {
      return ''
    }
    throw error
  }
}
