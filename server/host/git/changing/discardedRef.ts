import { rm } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { GitPath } from '#shared/operations/git.ts'
import type { Discarded } from '#shared/operations/gitChange.ts'
import type { Git } from '../running/git.ts'
import { pathBytes } from '../running/gitPath.ts'
import type { Found } from '../reading/repository.ts'

/**
 * One file as it lay in the folder. No blob: there was none. Whoever writes in the repository can write such a ref, so it is
 * checked as a request is: a path that leads elsewhere, or a mode that no file has, was never kept here.
 */
const KeptFile = z.object({
  path: GitPath.refine((name) => !name.startsWith('"') && !name.endsWith('/') && pathBytes(name) !== null),
  mode: z.enum(['100644', '100755', '120000']).nullable(),
  blob: z
    .string()
    .regex(/^[0-9a-f]{40,64}$/)
    .nullable(),
  /** Changes with every change of the file. */
  stamp: z.string().nullable(),
})
export type KeptFile = z.infer<typeof KeptFile>

/** What was discarded at once, and what was there afterwards; null: it was never finished. */
const Kept = z.object({
  prefix: z.string(),
  at: z.string(),
  before: z.array(KeptFile),
  after: z.array(KeptFile).nullable(),
})
export type Kept = z.infer<typeof Kept>

const REFS = 'refs/homeport/discarded'
const MAX_LISTED = 200

/** Nobody’s work: what Homeport puts aside is signed by nobody. */
const AUTHOR = {
  GIT_AUTHOR_NAME: 'Homeport',
  GIT_AUTHOR_EMAIL: 'homeport@localhost',
  GIT_COMMITTER_NAME: 'Homeport',
  GIT_COMMITTER_EMAIL: 'homeport@localhost',
}

interface Where {
  readonly git: Git
  readonly found: Found
  readonly discard_id: string
}

/** Keeps it under a ref, so that Git never collects it: the files in a tree, and what they were in the message. */
export async function keepDiscarded({ git, found, discard_id }: Where, kept: Kept): Promise<void> {
  const index = path.join(found.gitDir, `homeport-${discard_id}.index`)
  const env = { GIT_INDEX_FILE: index }
  try {
    const entries = kept.before.flatMap(({ path: name, mode, blob }) =>
      blob === null ? [] : [`${mode} ${blob}\t${kept.prefix}${name}\0`],
    )
    await git.run('staging', { args: ['read-tree', '--empty'], env })
    await git.run('staging', { args: ['update-index', '-z', '--index-info'], input: entries.join(''), env })
    const tree = (await git.run('staging', { args: ['write-tree'], env })).toString('latin1').trim()
    // What is there now is kept as well: undoing takes it away again.
    const input = `Discarded\n\n${JSON.stringify(kept)}\n`
    const commit = await git.run('staging', { args: ['commit-tree', tree, '-F', '-'], input, env: AUTHOR })
    const args = ['update-ref', `${REFS}/${discard_id}`, commit.toString('latin1').trim()]
    await git.run('staging', { args })
  } finally {
    await rm(index, { force: true })
  }
}

/** What was kept under this id. @throws HomeportError FILE_006 where nothing is. */
export async function readDiscarded(git: Git, discard_id: string): Promise<Kept> {
  const asked = await git.try('reading', { args: ['cat-file', 'commit', `${REFS}/${discard_id}`] })
  const kept = asked.code === 0 ? keptOf(asked.output.toString('utf8').replace(/^[^]*?\n\n/, '')) : null
  if (kept === null) {
    throw new HomeportError('FILE_006', 'Nothing is kept under this name.')
  }
  return kept
}

/** All that can be brought back to this folder, the newest first. */
export async function listDiscarded(git: Git, { prefix }: Found): Promise<Discarded[]> {
  const args = [
    'for-each-ref',
    '--sort=-committerdate',
    `--count=${MAX_LISTED}`,
    '--format=%(refname)%00%(contents)%00%00',
    REFS,
  ]
  const printed = (await git.read(args)).toString('utf8')
  return printed.split('\0\0\n').flatMap((record) => {
    const [ref = '', message = ''] = record.split('\0')
    const kept = keptOf(message)
    return kept === null || kept.prefix !== prefix
      ? []
      : [{ discard_id: ref.slice(REFS.length + 1), paths: kept.before.map((file) => file.path), at: kept.at }]
  })
}

function keptOf(message: string): Kept | null {
  try {
    return Kept.parse(JSON.parse(message.replace(/^Discarded\n\n/, '')))
  } catch {
    return null
  }
}
