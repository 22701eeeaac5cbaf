import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Storage } from '#shared/operations/resources.ts'

/** Counting more files than this would take the disk away from sessions. */
const MAX_ENTRIES = 50_000

type Kind = Storage['items'][number]['kind']

interface Size {
  readonly bytes: number
  readonly files: number
}

/** How much lies where. Follows no links, and stops after MAX_ENTRIES files. */
export async function measureStorage(deps: {
  readonly paths: { readonly dataDir: string }
  readonly home: string
  readonly env: NodeJS.ProcessEnv
}): Promise<Pick<Storage, 'data_dir' | 'items' | 'transcripts' | 'is_partial'>> {
  const { dataDir } = deps.paths
  const budget = { left: MAX_ENTRIES }
  const sizes = new Map<Kind, Size>()
  for (const entry of await entriesOf(dataDir)) {
    const kind = kindOf(entry.name)
    sizes.set(kind, sum(sizes.get(kind), await sizeOf(path.join(dataDir, entry.name), entry, budget)))
  }
  const transcripts = path.join(deps.env['CLAUDE_CONFIG_DIR'] || path.join(deps.home, '.claude'), 'projects')
  const found = await sizeOfFolder(transcripts, budget)
  return {
    data_dir: dataDir,
    items: [...sizes].map(([kind, size]) => ({ kind, ...size })),
    transcripts: { path: transcripts, ...found },
    is_partial: budget.left <= 0,
  }
}

/** What a thing in the data directory is for. */
function kindOf(name: string): Kind {
  return kinds[name.replace(/\.db-\w+$/, '.db')] ?? 'other'
}

const kinds: Readonly<Partial<Record<string, Kind>>> = {
  'sessions.db': 'sessions',
  'homeport.db': 'homeport',
  'changes.db': 'changes',
  'history.db': 'history_index',
  transcripts: 'transcript_copies',
  copies: 'database_copies',
  logs: 'logs',
  workspaces: 'workspaces',
  trash: 'trash',
}

async function sizeOf(file: string, entry: Dirent, budget: { left: number }): Promise<Size> {
  budget.left -= 1
  if (entry.isDirectory()) {
    return sizeOfFolder(file, budget)
  }
  const stats = entry.isFile() ? await lstat(file).catch(() => null) : null
  return stats === null ? { bytes: 0, files: 0 } : { bytes: stats.size, files: 1 }
}

async function sizeOfFolder(folder: string, budget: { left: number }): Promise<Size> {
  let size: Size = { bytes: 0, files: 0 }
  for (const entry of await entriesOf(folder)) {
    if (budget.left <= 0) {
      break
    }
    size = sum(size, await sizeOf(path.join(folder, entry.name), entry, budget))
  }
  return size
}

/** Nothing where it is missing or may not be read. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => [])
}

function sum(left: Size | undefined, right: Size): Size {
  return { bytes: (left?.bytes ?? 0) + right.bytes, files: (left?.files ?? 0) + right.files }
}
