import { existsSync } from 'node:fs'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { mainBinary } from './mainBinary.ts'

/** The programs Homeport starts as processes of their own. */
export type EntryName = 'cli' | 'gateway' | 'host'

/** How to start one: `spawn(execPath, [...args, …own], { env: { ...env of yours, ...env } })`. */
export interface EntryPoint {
  readonly execPath: string
  readonly args: readonly string[]
  /** What the child's environment must hold beside yours: Electron's binary runs as Node only when told so. */
  readonly env: Readonly<Record<string, string>>
}

/** What Homeport starts as a thread of one of them. */
export type ThreadName = 'history' | 'changes'

const sources: Readonly<Record<EntryName | ThreadName, string>> = {
  cli: 'cli.ts',
  gateway: 'gateway/entry.ts',
  host: 'host/entry.ts',
  history: 'host/history/indexer/entry.ts',
  changes: 'host/workspaces/checkpoints/keeping/entry.ts',
}

/**
 * How to start an entry that belongs to the running code: the TypeScript file beside it in a checkout, the bundle
 * beside it in `dist`. Never mixes the two. It is run by the main binary, also when asked for from one of Electron's
 * helpers: to the system a process of Homeport is the same program, whoever started it.
 * @throws HomeportError INTERNAL_001 when the build lacks it.
 */
export function entryPoint(
  name: EntryName,
  program: Pick<NodeJS.Process, 'execPath' | 'platform' | 'versions'> = process,
): EntryPoint {
  return {
    execPath: mainBinary(program.execPath, program.platform),
    args: [ownFile(name)],
    env: program.versions['electron'] === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' },
  }
}

/** The file that a thread starts with. @throws HomeportError INTERNAL_001 when the build lacks it. */
export function threadFile(name: ThreadName): string {
  return ownFile(name)
}

function ownFile(name: EntryName | ThreadName): string {
  const file = entryFile(name, { moduleFile: import.meta.filename, exists: existsSync })
  if (file === null) {
    throw new HomeportError('INTERNAL_001', `The program "${name}" is missing from this installation. Build it again.`)
  }
  return file
}

/** The entry's file, seen from the file this code was loaded from; null when there is none. */
export function entryFile(
  name: EntryName | ThreadName,
  context: { readonly moduleFile: string; readonly exists: (file: string) => boolean },
): string | null {
  const here = path.dirname(context.moduleFile)
  // Bundled, this code lies beside the entries, in a chunk one folder below them, or in `dist/main`.
  const candidates = context.moduleFile.endsWith('.ts')
    ? [path.join(here, '..', '..', sources[name])]
    : ['.', '..', '../server'].map((folder) => path.join(here, folder, `${name}.js`))
  return candidates.find((candidate) => context.exists(candidate)) ?? null
}
