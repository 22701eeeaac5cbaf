import { readFileSync } from 'node:fs'
import { type Document, isMap, parseDocument } from 'yaml'
import { failureCode } from './failure.ts'
import type { Paths } from './paths.ts'
import { replacePrivateFile } from './privateFile.ts'
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
    // Both ways of writing it mean the same: `a.b: c`, and `b: c` below `a:`.
    document.delete(key)
    const [section = key, ...below] = key.split('.')
    if (below.length > 0 && !isMap(document.get(section))) {
      document.delete(section)
    }
    if (value === null) {
      if (document.hasIn([section, ...below])) {
        document.deleteIn([section, ...below])
      }
    } else {
      document.setIn([section, ...below], Array.isArray(value) ? document.createNode(value) : value)
    }
    if (isEmptyMap(document.get(section))) {
      document.delete(section)
    }
  }
  replacePrivateFile(paths.settingsFile, isEmptyMap(document.contents) ? commentsOf(document) : document.toString())
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
