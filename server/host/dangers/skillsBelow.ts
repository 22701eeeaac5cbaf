import { type Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { SkillFile } from '#shared/session/session.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import type { Asked } from '#server/host/sessions/ports/approvalJudge.ts'
import { markdownEntry } from '#server/host/trust/markdownEntry.ts'
import { fileNow } from './disk.ts'

const MAX_FOLDERS = 20_000
const MAX_WAIT_MS = 1_000
/** More files of one name than these are not shown, and said to be there. */
const MAX_FILES = 5
const MAX_SHOWN = 64 * 1024

export interface SkillsBelow {
  readonly files: readonly SkillFile[]
  /** Every folder was looked into, and everything found is in `files`. */
  readonly is_whole: boolean
}

/**
 * The files that may be meant by the name of a skill in folders below the session's own: Claude Code finds them when it
 * reads a file there (measured), after its person was shown what the folder itself brings, and what their front matter
 * allows then runs unasked. Only those that bring more than text. Links to folders are not followed. Never throws.
 */
export async function skillsBelow({ tool_name, input }: Asked, workspace: string): Promise<SkillsBelow> {
  const wanted = tool_name === 'Skill' ? waysOf(textField(input, 'skill')) : []
  return wanted.length === 0 ? { files: [], is_whole: true } : search(workspace, wanted)
}

/** `sub:plain` is `plain` of a folder `sub`, or `plain` in a group `sub`. */
function waysOf(name: string): readonly string[] {
  const parts = name.replace(/^\//, '').split(':', MAX_PARTS)
  if (parts.some((part) => part === '.' || part === '..' || /[/\\\0]|^$/.test(part))) {
    return []
  }
  return parts
    .map((_, index) => parts.slice(index))
    .flatMap((way) => [path.join('skills', ...way, 'SKILL.md'), `${path.join('commands', ...way)}.md`])
}

const MAX_PARTS = 12

async function search(workspace: string, ways: readonly string[]): Promise<SkillsBelow> {
  const until = performance.now() + MAX_WAIT_MS
  const files: SkillFile[] = []
  const left = await foldersIn(workspace)
  for (let seen = 0; seen < left.length; seen += 1) {
    const folder = left[seen] ?? workspace
    if (seen >= MAX_FOLDERS || performance.now() > until) {
      return { files, is_whole: false }
    }
    if (path.basename(folder) === '.claude') {
      files.push(...(await filesIn(folder, { ways, workspace })))
    }
    if (files.length > MAX_FILES) {
      return { files: files.slice(0, MAX_FILES), is_whole: false }
    }
    left.push(...(await foldersIn(folder)))
  }
  return { files, is_whole: true }
}

/** The workspace's own `.claude` was shown when it was trusted. */
async function foldersIn(folder: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(folder, name))
}

async function filesIn(
  folder: string,
  { ways, workspace }: { readonly ways: readonly string[]; readonly workspace: string },
): Promise<SkillFile[]> {
  if (path.dirname(folder) === workspace) {
    return []
  }
  const found = await Promise.all(ways.map(async (way) => fileOf(path.join(folder, way), workspace)))
  return found.filter((file) => file !== null)
}

async function fileOf(file: string, workspace: string): Promise<SkillFile | null> {
  const now = await fileNow(file)
  const entry = now === null ? null : markdownEntry(now.bytes.toString('utf8'))
  if (now === null || entry === null) {
    return null
  }
  const is_whole = now.is_whole && entry.text.length <= MAX_SHOWN
  return { path: path.relative(workspace, file), brings: entry.text.slice(0, MAX_SHOWN), is_whole }
}
