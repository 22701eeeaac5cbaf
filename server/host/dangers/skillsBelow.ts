import { opendir } from 'node:fs/promises'
import path from 'node:path'
import type { SkillFile } from '#shared/session/session.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import type { ToolRequest } from '#server/host/sessions/ports/approvalJudge.ts'
import { BoundedReader } from '#server/host/trust/content/boundedReader.ts'
import { markdownEntry } from '#server/host/trust/content/markdownEntry.ts'

const MAX_FOLDERS = 20_000
const MAX_WAIT_MS = 1_000
/** More files of one name than these are not shown, and said to be there. */
const MAX_FILES = 5
const MAX_SHOWN = 64 * 1024

export interface SkillsBelow {
  readonly files: readonly SkillFile[]
  /** Every folder was read, and everything found is in `files`. */
  readonly is_whole: boolean
}

/**
 * The files that may be meant by the name of a skill in folders below the session's own: Claude Code finds them when it
 * reads a file there (measured), after its person was shown what the folder itself brings, and what their front matter
 * allows then runs unasked. Only those that bring more than text. Links to folders are not followed. Never throws.
 */
export async function skillsBelow({ tool_name, input }: ToolRequest, workspace: string): Promise<SkillsBelow> {
  const names = tool_name === 'Skill' ? waysOf(textField(input, 'skill')) : []
  return names.length === 0 ? { files: [], is_whole: true } : search(workspace, names)
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
  const found = { files: [] as SkillFile[], isWhole: true }
  const left: string[] = []
  const reader = new BoundedReader()
  for (let folder: string | undefined = workspace; folder !== undefined; folder = left.shift()) {
    found.isWhole = (await addFolders(folder, left, until)) && found.isWhole
    // The workspace's own `.claude` was shown when it was trusted.
    if (path.basename(folder) === '.claude' && path.dirname(folder) !== workspace) {
      for (const way of ways) {
        found.files.push(...(await fileOf(path.join(folder, way), { workspace, reader })))
      }
    }
    if (performance.now() > until || found.files.length > MAX_FILES) {
      return { files: found.files.slice(0, MAX_FILES), is_whole: false }
    }
  }
  return { files: found.files, is_whole: found.isWhole }
}

/** False: there are more than are read. Not read as one list: a folder may hold a million of them. */
async function addFolders(folder: string, left: string[], until: number): Promise<boolean> {
  try {
    for await (const entry of await opendir(folder)) {
      if (left.length >= MAX_FOLDERS || performance.now() > until) {
        return false
      }
      if (entry.isDirectory()) {
        left.push(path.join(folder, entry.name))
      }
    }
    return true
  } catch {
    // Where we may not read, Claude Code, which runs as the same user, may not either.
    return true
  }
}

interface Looking {
  readonly workspace: string
  readonly reader: BoundedReader
}

/** None: there is no such file, or it is text for Claude alone. One that cannot be read is reported as such. */
async function fileOf(file: string, { workspace, reader }: Looking): Promise<SkillFile[]> {
  const read = await reader.read(file)
  const where = path.relative(workspace, file)
  if (read.kind === 'unreadable') {
    return [{ path: where, brings: `(It ${read.why}.)`, is_whole: false }]
  }
  const entry = read.kind === 'text' ? markdownEntry(read.text) : null
  return entry === null
    ? []
    : [{ path: where, brings: entry.text.slice(0, MAX_SHOWN), is_whole: entry.text.length <= MAX_SHOWN }]
}
