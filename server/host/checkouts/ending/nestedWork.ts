import { readFile, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Found } from '../../git/reading/repository.ts'
import type { Git } from '../../git/running/git.ts'

/** More repositories than this in one folder are not looked through. */
const MAX_REPOSITORIES = 500
const MAX_DEPTH = 10

/**
 * How many commits of repositories inside this one are on no branch of a remote: of each submodule that was ever set up here,
 * also of one that another branch has. They go with the folder. `links`: where the index has a repository.
 */
export async function nestedCommits(git: Git, { gitDir }: Found, links: readonly string[]): Promise<number> {
  const repositories: string[] = []
  await repositoriesIn(path.join(gitDir, 'modules'), { all: repositories, depth: 0 })
  for (const link of links) {
    // A file leads to a folder that was found above; a folder is the repository itself.
    await repositoriesIn(path.join(git.folder, link, '.git'), { all: repositories, depth: 0 })
  }
  let commits = 0
  for (const repository of new Set(repositories)) {
    commits += await commitsOnlyIn(git, repository)
  }
  return commits
}

/** Each may have modules of its own, and the name of one may have slashes. */
async function repositoriesIn(
  folder: string,
  found: { readonly all: string[]; readonly depth: number },
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const has = (name: string) => entries.some((entry) => entry.name === name)
  const isRepository = has('HEAD') && has('objects')
  if (isRepository) {
    found.all.push(folder)
  }
  if (found.depth > MAX_DEPTH || found.all.length > MAX_REPOSITORIES) {
    throw new Error('it holds too many repositories')
  }
  const below = entries.filter((entry) => entry.isDirectory() && (!isRepository || entry.name === 'modules'))
  for (const { name } of below) {
    await repositoriesIn(path.join(folder, name), { all: found.all, depth: found.depth + 1 })
  }
}

async function commitsOnlyIn(git: Git, repository: string): Promise<number> {
  // Its own setting may name a folder that is not there any more.
  const env = { GIT_DIR: repository, GIT_WORK_TREE: git.folder }
  const args = ['rev-list', '--count', '--all', '--not', '--remotes', ...(await fetchedInto(git, repository))]
  return Number((await git.read(args, { env })).toString('latin1').trim())
}

/** A submodule stands at a commit that may be on no branch of its remote: what was fetched is there, nevertheless. */
async function fetchedInto(git: Git, repository: string): Promise<readonly string[]> {
  const textOf = (name: string) => readFile(path.join(repository, name), 'utf8').catch(() => '')
  const shallow = (await textOf('shallow')).match(/^[0-9a-f]{40,64}$/gm) ?? []
  // What came from a folder by its path (`fetch .`) may be of this very repository.
  const last = [...(await textOf('FETCH_HEAD')).matchAll(/^([0-9a-f]{40,64})\t[^\n]* of (?![./])/gm)]
  const named = [...shallow, ...last.map(([, id = '']) => id)].slice(0, 200)
  const env = { GIT_DIR: repository, GIT_WORK_TREE: git.folder }
  const args = ['cat-file', '--batch-check=%(objectname) %(objecttype)']
  const known =
    named.length === 0 ? '' : (await git.read(args, { env, input: `${named.join('\n')}\n` })).toString('latin1')
  return [...known.matchAll(/^([0-9a-f]{40,64}) commit$/gm)].map(([, id = '']) => id)
}

/** Worktrees of this repository whose folders are there: without it they are nothing. */
export async function hangingWorktrees({ gitDir }: Found): Promise<number> {
  const all = path.join(gitDir, 'worktrees')
  let hanging = 0
  for (const name of await readdir(all).catch(() => [])) {
    const link = (await readFile(path.join(all, name, 'gitdir'), 'utf8').catch(() => '')).trim()
    const there = link === '' ? null : await stat(path.dirname(path.resolve(all, name, link))).catch(() => null)
    hanging += there === null ? 0 : 1
  }
  return hanging
}
