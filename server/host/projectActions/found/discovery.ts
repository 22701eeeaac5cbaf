import path from 'node:path'
import type { ActionFile, ActionSource } from '#shared/operations/projectAction.ts'
import { BoundedReader } from '../../trust/content/boundedReader.ts'
import { type FoundAction, type NamedWords, actionOf } from './foundAction.ts'
import { composeServices, justRecipes, makeTargets } from './namedTargets.ts'
import { lockFiles, packageScripts } from './packageScripts.ts'

/** More of a file than this nobody looks through before a click. */
const MOST_SHOWN = 64 * 1024

export interface Discovered {
  readonly actions: readonly FoundAction[]
  readonly files: readonly ActionFile[]
}

/** The actions that the files of a folder name. The files are anybody's: read bounded, never run. Never throws. */
export async function discoverActions(folder: string): Promise<Discovered> {
  const reader = new BoundedReader()
  const found = [await packageActions(folder, reader)]
  for (const { source, names, parse } of kinds) {
    found.push(await fileActions({ folder, reader, source, names, parse }))
  }
  return { actions: found.flatMap(({ actions }) => actions), files: found.flatMap(({ files }) => files) }
}

const NOTHING: Discovered = { actions: [], files: [] }

/** The first name that is there counts, as the tools themselves do it. */
const kinds: readonly {
  readonly source: ActionSource
  readonly names: readonly string[]
  readonly parse: (text: string) => readonly NamedWords[]
}[] = [
  { source: 'make', names: ['GNUmakefile', 'makefile', 'Makefile'], parse: makeTargets },
  { source: 'just', names: ['justfile', 'Justfile', '.justfile'], parse: justRecipes },
  {
    source: 'compose',
    names: ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
    parse: composeServices,
  },
]

async function packageActions(folder: string, reader: BoundedReader): Promise<Discovered> {
  const read = await reader.read(path.join(folder, 'package.json'))
  if (read.kind !== 'text') {
    return NOTHING
  }
  const scripts = packageScripts(read.text, await packageManager(folder, reader))
  return scripts === null ? NOTHING : discovered('package', { file: 'package.json', ...scripts })
}

async function packageManager(folder: string, reader: BoundedReader): Promise<string> {
  for (const [file, program] of lockFiles) {
    const read = await reader.read(path.join(folder, file))
    if (read.kind !== 'absent') {
      return program
    }
  }
  return 'npm'
}

async function fileActions(one: (typeof kinds)[number] & { readonly folder: string; readonly reader: BoundedReader }) {
  for (const file of one.names) {
    const read = await one.reader.read(path.join(one.folder, file))
    if (read.kind === 'text') {
      const actions = one.parse(read.text)
      return actions.length === 0 ? NOTHING : discovered(one.source, { file, text: read.text, actions })
    }
  }
  return NOTHING
}

function discovered(
  source: ActionSource,
  { file, text, actions }: { readonly file: string; readonly text: string; readonly actions: readonly NamedWords[] },
): Discovered {
  const is_whole = text.length <= MOST_SHOWN
  return {
    actions: actions.map((one) => actionOf(source, { file, text }, one)),
    files: [{ file, text: text.slice(0, MOST_SHOWN), is_whole }],
  }
}
