import { createHash } from 'node:crypto'
import { lstat, open, realpath } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { GitProgram } from '#shared/operations/gitRemote.ts'
import type { Git } from '../running/git.ts'
import { repositoryOf } from '../reading/repository.ts'
import { type Configured, isRepositorys, readSettings } from './repositorySettings.ts'

/** What the repository itself makes run on the way to a remote and back. */
export interface Programs {
  readonly programs: GitProgram[]
  /** Of these very contents; null: there are none. */
  readonly runs_id: string | null
}

/** Settings whose value is a program, or decides which one runs. */
const PROGRAMS =
  /^(?:core\.(?:sshcommand|gitproxy|hookspath|alternaterefscommand)|credential\..*helper|credential\.helper|remote\..*\.(?:uploadpack|receivepack|vcs)|gpg\.(?:.*\.)?program|filter\..*\.(?:clean|smudge|process)|merge\..*\.driver)$/

const HOOKS = [
  'reference-transaction',
  'pre-push',
  'pre-rebase',
  'pre-merge-commit',
  'prepare-commit-msg',
  'commit-msg',
  'post-merge',
  'post-checkout',
  'post-commit',
  'post-rewrite',
] as const

const MAX_HASHED = 1024 * 1024
const MAX_TEXT = 500

/** Reads them; runs none. A person's own, of their machine's or user's settings, are not among them. */
export async function programsOf(git: Git): Promise<Programs> {
  const { top } = await repositoryOf(git)
  const settings = await readSettings(git)
  const configured = settings.filter(({ scope, key }) => isRepositorys(scope) && PROGRAMS.test(key))
  const hooks = await hooksOf(git, { top, settings })
  const programs = [
    ...hooks.map(({ name, file }) => ({ name, text: file })),
    ...configured.map(({ key, value }) => ({ name: key, text: value })),
  ]
  if (programs.length === 0) {
    return { programs: [], runs_id: null }
  }
  const whole = JSON.stringify([programs, hooks.map(({ content }) => content)])
  const runs_id = createHash('sha256').update(whole).digest('hex').slice(0, 32)
  return { programs: programs.map(({ name, text }) => ({ name, text: text.slice(0, MAX_TEXT) })), runs_id }
}

/** @throws HomeportError SESSION_003 with the reason `runs` where others would run than a person was shown. */
export async function assertAgreed(git: Git, runs_id: string | undefined): Promise<void> {
  const now = await programsOf(git)
  if (now.runs_id !== null && now.runs_id !== runs_id) {
    const names = now.programs.map(({ name }) => name).join(', ')
    throw new HomeportError(
      'SESSION_003',
      `This repository has programs of its own that would run: ${names.slice(0, 300)}. Nothing was done. Look at them, and agree.`,
      { details: { reason: 'runs' } },
    )
  }
}

interface Hook {
  readonly name: string
  readonly file: string
  /** A hash of it. */
  readonly content: string
}

async function hooksOf(
  git: Git,
  { top, settings }: { readonly top: string; readonly settings: readonly Configured[] },
): Promise<Hook[]> {
  const common = (await git.read(['rev-parse', '--git-common-dir'])).toString('utf8').trim()
  const chosen = settings.findLast(({ scope, key }) => key === 'core.hookspath' && scope !== 'command')
  const commonDir = path.resolve(git.folder, common)
  const folder = chosen === undefined ? path.join(commonDir, 'hooks') : path.resolve(top, expanded(chosen.value))
  // A folder of hooks that the person chose for all repositories is theirs, unless it lies in this one.
  const isOwn = chosen === undefined || isRepositorys(chosen.scope) || (await liesIn(folder, [top, commonDir]))
  const found = isOwn ? await Promise.all(HOOKS.map((name) => hookAt(name, path.join(folder, name)))) : []
  return found.filter((hook) => hook !== null)
}

function expanded(folder: string): string {
  return folder.replace(/^~(?=\/)/, process.env['HOME'] ?? '~')
}

async function liesIn(folder: string, around: readonly string[]): Promise<boolean> {
  const real = await realpath(folder).catch(() => folder)
  return around.some((one) => !path.relative(one, real).startsWith('..') && !path.isAbsolute(path.relative(one, real)))
}

/** null: there is none that Git would run. Nothing but files is opened. */
async function hookAt(name: string, file: string): Promise<Hook | null> {
  const real = await realpath(file).catch(() => null)
  const stats = real === null ? null : await lstat(real).catch(() => null)
  if (
    real === null ||
    stats === null ||
    !stats.isFile() ||
    (process.platform !== 'win32' && (stats.mode & 0o111) === 0)
  ) {
    return null
  }
  const hash = createHash('sha256').update(`${stats.size}`)
  const handle = await open(real, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(stats.size, MAX_HASHED)), 0)
    hash.update(buffer.subarray(0, bytesRead))
    // Of a larger one the time has to do.
    hash.update(stats.size > MAX_HASHED ? String(stats.mtimeMs) : '')
  } finally {
    await handle.close()
  }
  return { name, file, content: hash.digest('hex') }
}
