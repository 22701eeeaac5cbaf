import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import { Git, type GitDeps } from '../../git/running/git.ts'
import { commitOf } from '../../git/reading/diff.ts'
import { isBranch } from '../repository/refs.ts'
import { assertKeepable } from './keepable.ts'
import { unsavedIn, unsavedText } from './unsaved.ts'

/**
 * Removes the folder of a checkout that has no work which is nowhere else.
 * @throws HomeportError SESSION_003 with `details.unsaved` where it has some, also some that came in the last moment; then it is as
 * it was.
 */
export async function removeCheckout(folder: string, checkout: Checkout, deps: GitDeps): Promise<void> {
  if (!existsSync(folder)) {
    return
  }
  await assertSaved(new Git(folder, deps))
  await (checkout.kind === 'clone' ? removeClone(folder, deps) : removeWorktree(folder, checkout, deps))
}

/** @throws HomeportError SESSION_003 with `details.unsaved`. */
export async function assertSaved(git: Git): Promise<void> {
  const unsaved = await unsavedIn(git)
  if (unsaved.length > 0) {
    throw new HomeportError(
      'SESSION_003',
      `This folder has work that is nowhere else: ${unsavedText(unsaved)}. Nothing was removed; commit and push it, or keep the folder.`,
      { details: { unsaved } },
    )
  }
}

/**
 * Under another name first: what still writes by the old one changes nothing that was looked at. A name of its own each time: what
 * a host that died left under one may be all there is, and is looked at before it goes.
 */
async function removeClone(folder: string, deps: GitDeps): Promise<void> {
  await removeLeft(folder, deps)
  const going = `${besides(folder, REMOVING)}${randomBytes(4).toString('hex')}`
  await rename(folder, going)
  try {
    await assertSaved(new Git(going, deps))
  } catch (error) {
    await rename(going, folder)
    throw error
  }
  await removeLooked(going)
}

const REMOVING = '.removing-'
/** It was looked at: whatever is left of it goes unasked. */
const LOOKED_AT = '.removed-'

function besides(folder: string, before: string): string {
  return path.join(path.dirname(folder), `${before}${path.basename(folder)}.`)
}

async function removeLooked(going: string): Promise<void> {
  const looked = path.join(path.dirname(going), path.basename(going).replace(REMOVING, LOOKED_AT))
  await rename(going, looked)
  await rm(looked, { recursive: true, force: true })
}

/** What earlier removals of this folder left. What has work stays where it is. */
async function removeLeft(folder: string, deps: GitDeps): Promise<void> {
  const parent = path.dirname(folder)
  const isOf = (name: string, before: string) => {
    const [start, whole] = [besides(folder, before), path.join(parent, name)]
    return whole.startsWith(start) && /^[0-9a-f]{8}$/.test(whole.slice(start.length))
  }
  for (const name of await readdir(parent)) {
    const left = path.join(parent, name)
    if (isOf(name, LOOKED_AT)) {
      await rm(left, { recursive: true, force: true })
    } else if (isOf(name, REMOVING) && (await unsavedIn(new Git(left, deps))).length === 0) {
      await removeLooked(left)
    }
  }
}

/** Git looks once more by itself, and refuses where something changed. */
async function removeWorktree(folder: string, { from }: Checkout, deps: GitDeps): Promise<void> {
  const git = new Git(from, deps)
  const args = ['worktree', 'remove']
  try {
    await git.run('staging', { args: [...args, '--', folder] })
  } catch (error) {
    if (!(error instanceof Error) || !/containing submodules/.test(error.message)) {
      throw error
    }
    await git.run('staging', { args: [...args, '--force', '--', folder] })
  }
}

/** Deletes the branch of a removed worktree where each of its commits is on `base` or where it began. No-op else. */
export async function deleteEmptyBranch({ from, branch, base, plan }: Checkout, deps: GitDeps): Promise<void> {
  const git = new Git(from, deps)
  if (branch === null || plan.commit === null || !(await isBranch(git, branch))) {
    return
  }
  const at = await commitOf(git, `refs/heads/${branch}`)
  const onto = base !== null && (await isBranch(git, base)) ? `refs/heads/${base}` : plan.commit
  const isMerged = (await git.try('reading', { args: ['merge-base', '--is-ancestor', at, onto] })).code === 0
  if (isMerged && branch !== base) {
    await git.run('staging', { args: ['branch', '-D', '--quiet', '--', branch] })
  }
}

/**
 * Keeps all of a worktree that is not committed as a commit in its repository, and removes the worktree. What is ignored goes.
 * Returns the ref; null: there was nothing to keep.
 */
export async function saveAndRemove(
  folder: string,
  checkout: Checkout,
  deps: GitDeps & { readonly stamp: string },
): Promise<string | null> {
  const git = new Git(folder, deps)
  const unsaved = await unsavedIn(git)
  if (unsaved.length === 0) {
    await removeCheckout(folder, checkout, deps)
    return null
  }
  const name = `refs/homeport/removed/${checkout.branch ?? 'detached'}/${deps.stamp}`
  const tree = await treeOf(git)
  await assertKeepable(git, tree, unsaved)
  const staged = await stagedIn(git, tree)
  const args = [
    'commit-tree',
    tree,
    '-p',
    'HEAD',
    ...staged.flatMap((id) => ['-p', id]),
    '-m',
    `What was not committed in ${folder}`,
  ]
  const commit = (await git.run('staging', { args })).toString('latin1').trim()
  await git.run('staging', { args: ['update-ref', '-m', 'kept by Homeport', name, commit, ''] })
  if ((await treeOf(git)) !== tree) {
    throw new HomeportError(
      'SESSION_003',
      `Something still writes in ${folder}. Nothing was removed; what it was is kept as ${name}.`,
    )
  }
  await new Git(checkout.from, deps).run('staging', { args: ['worktree', 'remove', '--force', '--', folder] })
  return name
}

/** What was staged, as a commit of its own where that is neither what is committed nor what lies there. */
async function stagedIn(git: Git, tree: string): Promise<readonly string[]> {
  const staged = await git.try('staging', { args: ['write-tree'] })
  const id = staged.output.toString('latin1').trim()
  const head = (await git.read(['rev-parse', '--verify', 'HEAD^{tree}'])).toString('latin1').trim()
  // In a conflict the index is no tree.
  if (staged.code !== 0 || id === tree || id === head) {
    return []
  }
  const args = ['commit-tree', id, '-p', 'HEAD', '-m', `What was staged in ${git.folder}`]
  return [(await git.run('staging', { args })).toString('latin1').trim()]
}

/** All files as they are now, by an index of its own. */
async function treeOf(git: Git): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'homeport-index-'))
  const env = { GIT_INDEX_FILE: path.join(folder, 'index') }
  try {
    await git.run('staging', { args: ['read-tree', 'HEAD'], env })
    await git.run('staging', { args: ['add', '-A', '--', '.'], env })
    return (await git.run('staging', { args: ['write-tree'], env })).toString('latin1').trim()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
