import { type Dirent, readdirSync } from 'node:fs'
import path from 'node:path'
import { machineFolders } from '#server/platform/files/machineFolders.ts'

/** Folders that programs fill again by themselves: what changes in them is nobody's work. */
const passedOver: ReadonlySet<string> = new Set([
  ...machineFolders,
  '.venv',
  'venv',
  '.next',
  '.gradle',
  '.turbo',
  '.tox',
])

/** More is not looked at. */
export const MAX_FILES = 200_000

/** After so long others of the thread have their turn. */
const SLICE_MS = 10

export interface Walked {
  /** From the folder, with slashes. */
  readonly visit: (relative: string) => void
  /** Absolute paths of folders that are not entered, whatever their name. */
  readonly without: ReadonlySet<string>
}

export interface WalkEnd {
  readonly folders: number
  readonly passed_over: readonly string[]
  readonly is_too_large: boolean
}

/**
 * Visits all files and links below a folder, without following any. What cannot be read is passed over. Lets others have
 * their turn in between.
 */
export async function walk(folder: string, walked: Walked): Promise<WalkEnd> {
  const open = ['']
  const passed_over: string[] = []
  let folders = 0
  let files = 0
  let since = performance.now()
  for (let below = open.pop(); below !== undefined; below = open.pop()) {
    const found = visitFolder(folder, below, walked)
    open.push(...found.folders)
    passed_over.push(...found.passed_over)
    folders += 1
    files += found.files
    if (files > MAX_FILES || folders > MAX_FILES) {
      return { folders, passed_over, is_too_large: true }
    }
    if (performance.now() - since > SLICE_MS) {
      await new Promise((resolve) => setImmediate(resolve))
      since = performance.now()
    }
  }
  return { folders, passed_over, is_too_large: false }
}

function visitFolder(folder: string, below: string, { visit, without }: Walked) {
  const folders: string[] = []
  const passed_over: string[] = []
  let files = 0
  for (const entry of entriesOf(path.join(folder, below))) {
    const relative = below === '' ? entry.name : `${below}/${entry.name}`
    const isOut = passedOver.has(entry.name) || without.has(path.join(folder, relative))
    if (entry.isDirectory()) {
      const list = isOut ? passed_over : folders
      list.push(isOut ? path.join(folder, relative) : relative)
    } else if (!isOut && (entry.isFile() || entry.isSymbolicLink())) {
      files += 1
      visit(relative)
    }
  }
  return { folders, passed_over, files }
}

/** Whether a path lies in what a walk passes over by its name. */
export function isPassedOver(relative: string): boolean {
  return relative.split('/').some((part) => passedOver.has(part))
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
