import path from 'node:path'
import { upwards } from '#server/platform/files/upwards.ts'
import type { BoundedReader } from './boundedReader.ts'
import { findRepository } from './repository.ts'

/** The files of one folder that Claude Code may apply, and how each is to be understood. */
export interface ConfigFile {
  readonly form: 'settings' | 'servers' | 'markdown' | 'whole'
  readonly file: string
}

export interface ConfigFiles {
  readonly files: readonly ConfigFile[]
  /** Whose settings count: the folder, the root of its repository, the main checkout of a linked worktree. */
  readonly roots: readonly string[]
  /** What keeps the rest from being known. `why` completes "`file` …". */
  readonly obstacles: readonly { readonly file: string; readonly why: string }[]
}

/** The machine owner's own `~/.claude`: nothing that a project brings, where the session is theirs. */
export interface PersonalFolder {
  readonly folder: string
  readonly isTheirs: boolean
}

/**
 * Where Claude Code reads what a project brings, for a process that is started in `cwd`. Measured with 2.1.329:
 * settings in `cwd`, the local ones also at the root of the repository and in the main checkout of a linked worktree;
 * `.mcp.json` in every folder above, up to the root of the file system; agents, commands, skills, workflows in every
 * `.claude` above; scheduled tasks in `cwd`, even with `--setting-sources user`. More than one version reads is covered
 * on purpose. Not here: what is only text for Claude (CLAUDE.md, rules, output styles), and `.claude` folders below `cwd`:
 * Claude Code asks before it uses their skills by itself, and `FolderGuard` keeps them from being typed.
 */
export async function findConfigFiles(
  cwd: string,
  { folder: personal, isTheirs }: PersonalFolder,
  reader: BoundedReader,
): Promise<ConfigFiles> {
  const above = [...upwards(cwd)]
  const repository = await findRepository(above, reader)
  const roots = [...new Set([cwd, ...repository.roots])]
  const folders = [...new Set([...above, ...repository.roots])]
  const overfull: string[] = []
  const files: ConfigFile[] = [
    ...roots.flatMap((root) => [
      { form: 'settings', file: path.join(root, '.claude', 'settings.json') } as const,
      { form: 'settings', file: path.join(root, '.claude', 'settings.local.json') } as const,
      { form: 'whole', file: path.join(root, '.claude', 'scheduled_tasks.json') } as const,
    ]),
    ...folders.map((folder) => ({ form: 'servers', file: path.join(folder, '.mcp.json') }) as const),
  ].filter(({ file }) => path.dirname(file) !== personal)
  for (const folder of folders.map((one) => path.join(one, '.claude')).filter((one) => one !== personal)) {
    for (const { name, form, ...wanted } of COLLECTIONS) {
      const found = await collect({ reader, overfull }, path.join(folder, name), wanted)
      files.push(...found.map((file) => ({ form, file })))
    }
  }
  const obstacles = [
    ...(repository.problem === null ? [] : [repository.problem]),
    ...overfull.map((file) => ({ file, why: 'holds too many files, or may not be read' })),
    // Their hooks and rules would run in the name of somebody else.
    ...(isTheirs || !roots.some((root) => path.join(root, '.claude') === personal)
      ? []
      : [{ file: personal, why: 'belongs to the owner of this machine alone' }]),
  ]
  return { files, roots, obstacles }
}

interface Collection {
  readonly name: string
  readonly form: ConfigFile['form']
  readonly fits: (file: string) => boolean
  readonly depth: number
  /** Claude Code reads below `depth` as well: a folder there is one that was not read here. */
  readonly isDeeper?: true
}

const COLLECTIONS: readonly Collection[] = [
  { name: 'agents', form: 'markdown', fits: (file) => file.endsWith('.md'), depth: 12, isDeeper: true },
  { name: 'commands', form: 'markdown', fits: (file) => file.endsWith('.md'), depth: 12, isDeeper: true },
  { name: 'skills', form: 'markdown', fits: (file) => /(^|[/\\])skill\.md$/i.test(file), depth: 3 },
  // A skill may be a whole plugin.
  { name: 'skills', form: 'whole', fits: isPluginPart, depth: 3 },
  { name: 'workflows', form: 'whole', fits: (file) => /\.[cm]?[jt]s$/.test(file), depth: 12, isDeeper: true },
]

function isPluginPart(file: string): boolean {
  return ['plugin.json', 'hooks.json', '.mcp.json', '.lsp.json', 'settings.json'].includes(path.basename(file))
}

async function collect(
  found: { readonly reader: BoundedReader; readonly overfull: string[] },
  folder: string,
  wanted: Pick<Collection, 'fits' | 'depth' | 'isDeeper'>,
): Promise<string[]> {
  const names = await found.reader.list(folder)
  if (names === null) {
    found.overfull.push(folder)
    return []
  }
  const files: string[] = []
  for (const name of names) {
    const file = path.join(folder, name)
    if (wanted.fits(file)) {
      files.push(file)
    } else if (wanted.depth > 1) {
      // What is no folder has no names in it.
      files.push(...(await collect(found, file, { ...wanted, depth: wanted.depth - 1 })))
    } else if (wanted.isDeeper === true && (await found.reader.list(file))?.length !== 0) {
      found.overfull.push(file)
    }
  }
  return files
}
