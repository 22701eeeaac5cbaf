import { HomeportError } from '#shared/errors.ts'
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Git } from '../running/git.ts'
import { changedFiles, gitPatch } from '../reading/diff.ts'
import { repositoryOf } from '../reading/repository.ts'
import { unsigned } from './atRest.ts'
import { zeroed } from '../reading/records.ts'
import { type DraftFile, draftMessage } from './draftMessage.ts'

type Asked = Omit<ParamsOf<'git.commit'>, 'session_id'>

/** Commits what is staged, as the repository is configured. */
export async function commit(git: Git, { message, all, amend, sign_off }: Asked): Promise<ResultOf<'git.commit'>> {
  const found = await repositoryOf(git)
  if (all) {
    await git.run('staging', { args: ['add', '-A', '--', '.'] })
  }
  const file = path.join(found.gitDir, `homeport-message-${randomUUID()}`)
  await writeFile(file, `${message}\n`, { mode: 0o600 })
  const options = [...(amend ? ['--amend'] : []), ...(sign_off ? ['--signoff'] : [])]
  try {
    await git.run('acting', { args: ['commit', '-q', '--cleanup=whitespace', ...options, '-F', file] })
  } catch (error) {
    throw explained(error)
  } finally {
    await rm(file, { force: true })
  }
  const head = (await git.read(['rev-parse', 'HEAD'])).toString('latin1').trim()
  const name = await git.try('reading', { args: ['symbolic-ref', '--quiet', '--short', 'HEAD'] })
  const names = await git.read(['diff-tree', '--root', '--no-commit-id', '--name-only', '-r', '-z', head])
  return {
    commit: head,
    branch: name.code === 0 ? name.output.toString('utf8').trim() : null,
    subject: message.split('\n')[0]?.slice(0, 500) ?? '',
    files: [...zeroed(names)].length,
  }
}

function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !/identity unknown|tell me who you are|unable to auto-detect/i.test(error.message)) {
    return unsigned(error)
  }
  return new HomeportError(
    'SESSION_003',
    'Git does not know your name yet. Say it in a terminal: git config --global user.name "…" and user.email "…". Nothing was committed; what is staged stays so.',
  )
}

/** Files whose lines are looked at for the draft. */
const MAX_READ = 12
const MAX_ADDED = 400

/** A message for the next commit. Asks nobody. */
export async function draft(git: Git): Promise<string> {
  const { prefix } = await repositoryOf(git)
  const staged = await changedFiles(git, prefix, ['diff', '--cached'])
  const isStaged = staged.files.length > 0
  const files = isStaged ? staged.files : await changedNow(git, prefix)
  const read = await Promise.all(
    files.map(async ({ path: name, from, change }, index): Promise<DraftFile> => ({
      path: name,
      from,
      change,
      added: index < MAX_READ && change === 'modified' ? await added(git, name, isStaged) : [],
    })),
  )
  return draftMessage(read)
}

async function changedNow(git: Git, prefix: string) {
  const { files } = await changedFiles(git, prefix, ['diff'])
  const others = await git.read(['ls-files', '-z', '--others', '--exclude-standard'])
  const unknown = [...zeroed(others)]
    .slice(0, 500)
    .map((name) => ({ path: name.toString('utf8'), from: null, change: 'added' as const }))
  return [...files, ...unknown]
}

async function added(git: Git, name: string, isStaged: boolean): Promise<string[]> {
  const { hunks } = await gitPatch(git, { sides: isStaged ? 'staged' : 'working', path: name, context: 0 })
  const lines = hunks.flatMap((hunk) => hunk.lines).filter(({ kind }) => kind === 'added')
  return lines.slice(0, MAX_ADDED).map(({ bytes }) => bytes.subarray(0, 500).toString('utf8'))
}
