import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Brought } from '#shared/session/trust.ts'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'
import { BoundedReader } from './boundedReader.ts'
import { type ConfigFile, type PersonalFolder, findConfigFiles } from './configFiles.ts'
import { markdownEntry } from './markdownEntry.ts'
import { namedFiles } from './namedFiles.ts'
import { type RunPart, type Runs, runParts } from './runParts.ts'
import { type Entry, type Grants, NO_GRANTS, serverEntries, settingsEntries } from './settingsEntries.ts'

/** What a folder brings for Claude Code at one moment. */
export interface FolderContent {
  readonly brings: readonly Brought[]
  /** Stands for all of it, what is harmless too: a rule that forbids may not go unseen. */
  readonly fingerprint: string
  readonly needsTrust: boolean
  /** Why it cannot be in force, whoever says yes; null when it can. */
  readonly obstacle: string | null
  readonly grants: FolderGrants
  /** Whose settings count. */
  readonly roots: readonly string[]
}

export interface FolderGrants extends Grants {
  readonly rules: readonly PermissionRule[]
}

export const NO_FOLDER_GRANTS: FolderGrants = { ...NO_GRANTS, rules: [] }

/** More than anybody reads, and what a frame can carry. */
const MAX_BRINGS = 500
const MAX_TEXT = 128 * 1024

/**
 * Reads everything that Claude Code would apply in a process started in `cwd`, an exact real path. Never throws and
 * never hangs on what lies there: what cannot be read is told, and keeps the folder from being in force.
 */
export async function readFolder(cwd: string, personal: PersonalFolder): Promise<FolderContent> {
  const reader = new BoundedReader()
  const { files, roots, obstacles } = await findConfigFiles(cwd, personal, reader)
  const found: Found = { ...nothingFound(), roots }
  for (const { file, why } of obstacles) {
    noteObstacle(found, file, why)
  }
  for (const named of files) {
    const read = await reader.read(named.file)
    if (read.kind === 'unreadable') {
      noteObstacle(found, named.file, read.why)
    } else if (read.kind === 'text') {
      noteText(found, named, read.text)
    }
  }
  noteParts(found, await runParts(found.runs, roots, reader))
  return summed(found)
}

function noteParts(found: Found, parts: readonly RunPart[]): void {
  for (const part of parts) {
    if (part.kind === 'obstacle') {
      noteObstacle(found, part.source, part.why)
    } else {
      found.brings.push(part)
    }
  }
}

function nothingFound(): Omit<Found, 'roots'> {
  return { brings: [], hashed: [], needsTrust: false, obstacles: [], runs: [], grants: NO_FOLDER_GRANTS }
}

interface Found {
  readonly roots: readonly string[]
  readonly brings: Brought[]
  /** What goes into the fingerprint beside `brings`. */
  readonly hashed: string[]
  needsTrust: boolean
  readonly obstacles: string[]
  readonly runs: Runs[]
  grants: FolderGrants
}

function noteText(found: Found, { form, file }: ConfigFile, text: string): void {
  if (form === 'markdown') {
    const entry = markdownEntry(text)
    noteEntries(found, file, entry === null ? [] : [entry])
    found.hashed.push(...(entry === null ? [] : [file, hash(text)]))
    return
  }
  if (form === 'whole') {
    noteEntries(found, file, [{ kind: 'other', text, isHarmless: false }])
    return
  }
  noteJson(found, { form, file }, parseJson(text))
}

function noteJson(found: Found, { form, file }: ConfigFile, parsed: unknown): void {
  if (parsed === TOO_DEEP) {
    noteObstacle(found, file, `holds more than ${MAX_DEPTH} levels`)
    return
  }
  const settings = form === 'settings' ? settingsEntries(parsed) : null
  const entries = form === 'settings' ? settings?.entries : serverEntries(parsed)
  if (entries === undefined || entries === null) {
    noteObstacle(found, file, 'is not what such a file holds (no JSON object)')
    return
  }
  noteEntries(found, file, entries)
  if (settings !== null) {
    const from = path.basename(file) === 'settings.json' ? 'projectSettings' : 'localSettings'
    const rules = settings.grants.rules.map((rule) => ({ ...rule, source: file, from }) as const)
    found.grants = joined(found.grants, { ...settings.grants, rules })
  }
}

function noteEntries(found: Found, source: string, entries: readonly Entry[]): void {
  for (const { kind, text, isHarmless, commands = [], trees = [] } of entries) {
    found.brings.push({ kind, source, text })
    found.needsTrust ||= !isHarmless
    const folders = [...namedFiles(trees, found.roots)]
    found.runs.push({ kind, commands, trees: [...folders, ...skillOf(source)] })
  }
}

/** The skill that a file is part of: whatever lies in it may be run in its name. */
function skillOf(file: string): string[] {
  const [, root, name] = /^(.*[/\\]\.claude[/\\]skills[/\\])([^/\\]+)[/\\]/.exec(file) ?? []
  return root === undefined || name === undefined ? [] : [root + name]
}

function noteObstacle(found: Found, file: string, why: string): void {
  found.needsTrust = true
  found.obstacles.push(`${file} ${why}`)
  const text = `It ${why}, so it could not be read; nothing that this folder brings is in force.`
  found.brings.push({ kind: 'other', source: file, text })
}

/** The more local file is read later, and says the mode. */
function joined(before: FolderGrants, more: FolderGrants): FolderGrants {
  return {
    allow: [...before.allow, ...more.allow],
    folders: [...before.folders, ...more.folders],
    defaultMode: more.defaultMode ?? before.defaultMode,
    environment: [...before.environment, ...more.environment],
    rules: [...before.rules, ...more.rules],
  }
}

function summed({ roots, brings, hashed, needsTrust, obstacles, grants }: Found): FolderContent {
  const fingerprint = hash(JSON.stringify([brings.map(({ kind, source, text }) => [kind, source, text]), hashed]))
  const size = brings.reduce((sum, { text, source }) => sum + text.length + source.length, 0)
  if (brings.length <= MAX_BRINGS && size <= MAX_TEXT) {
    return { brings, fingerprint, needsTrust, obstacle: obstacles[0] ?? null, grants, roots }
  }
  const text = `This folder brings more than can be shown (${brings.length} entries, ${size} characters); nothing of it is in force.`
  const source = brings[0]?.source ?? ''
  return {
    brings: [{ kind: 'other', source, text }],
    fingerprint,
    needsTrust: true,
    obstacle: text,
    grants: NO_FOLDER_GRANTS,
    roots,
  }
}

const TOO_DEEP = Symbol('too deep')
const MAX_DEPTH = 64

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isDeeper(value, MAX_DEPTH) ? TOO_DEEP : value
  } catch {
    return null
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function isDeeper(value: unknown, levels: number): boolean {
  return typeof value === 'object' && value !== null
    ? levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1))
    : false
}
