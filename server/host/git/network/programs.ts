import { createHash } from 'node:crypto'
import { lstat, open, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { GitProgram } from '#shared/operations/gitRemote.ts'
import type { Git } from '../running/git.ts'
import { repositoryOf } from '../reading/repository.ts'
import { remotesOf } from './remotes.ts'
import { bendsTheWay, type Configured, isRepositorys, readSettings } from './repositorySettings.ts'

/** What the repository itself makes run on the way to a remote and back. */
export interface Programs {
  readonly programs: GitProgram[]
  /** Of these very contents; null: there are none. */
  readonly runs_id: string | null
}

/** Settings whose value is a program, or decides which one runs. */
const PROGRAMS =
  /^(?:core\.(?:sshcommand|gitproxy|hookspath|alternaterefscommand)|credential\..*helper|credential\.helper|remote\..*\.(?:uploadpack|receivepack|vcs)|gpg\.(?:.*\.)?program|gpg\.ssh\.defaultkeycommand|hook\..*\.command|gc\.recentobjectshook|filter\..*\.(?:clean|smudge|process)|merge\..*\.driver)$/

/** A name that Git calls a hook by: all that are so called, since a newer Git runs more of them. Not those of samples. */
const HOOK = /^[a-z][a-z-]{0,60}(?:\.exe)?$/i
const MOST_HOOKS = 200

const MAX_HASHED = 1024 * 1024
const MAX_TEXT = 500

/** Reads them; runs none. A person's own, of their machine's or user's settings, are not among them. */
export async function programsOf(git: Git): Promise<Programs> {
  const { top } = await repositoryOf(git)
  const settings = await readSettings(git)
  const configured = settings.filter(({ scope, key }) => isRepositorys(scope) && isShown(key))
  const there = await programsThere(git, top)
  const hooks = [...(await hooksOf(git, { top, settings })), ...there.hooks]
  const programs = [
    ...hooks.map(({ name, file }) => ({ name, text: file })),
    ...[...configured, ...there.settings].map(({ key, value }) => ({ name: key, text: value })),
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

const isShown = (key: string) => PROGRAMS.test(key) || bendsTheWay(key)

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
  return isOwn ? hooksIn(folder) : []
}

async function hooksIn(folder: string): Promise<Hook[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => HOOK.test(name)).toSorted()
  if (names.length > MOST_HOOKS) {
    throw new HomeportError(
      'SESSION_003',
      `This repository has ${names.length} hooks, and nobody can look at so many. Nothing was done. Take out those that it does not need.`,
    )
  }
  const found = await Promise.all(names.map((name) => hookAt(name, path.join(folder, name))))
  return found.filter((hook) => hook !== null)
}

/** A folder of this machine that is pushed to is a repository whose own hooks and settings run here. */
async function programsThere(git: Git, top: string): Promise<There> {
  const places = (await remotesOf(git)).flatMap(({ name, pushed }) =>
    pushed.filter(isFolder).map((value): Configured => ({ scope: 'local', key: `remote.${name}.url`, value })),
  )
  const found = await Promise.all(
    places.map(async (place): Promise<There> => {
      const folder = path.resolve(top, place.value.replace(/^file:\/\//, ''))
      // It may be named without the `.git` at its end.
      const both = await Promise.all([inRepository(git, folder), inRepository(git, `${folder}.git`)])
      const [hooks, settings] = [both.flatMap((one) => one.hooks), both.flatMap((one) => one.settings)]
      // Where nothing runs there is nothing to ask.
      return { hooks, settings: hooks.length + settings.length === 0 ? [] : [place, ...settings] }
    }),
  )
  return { hooks: found.flatMap(({ hooks }) => hooks), settings: found.flatMap(({ settings }) => settings) }
}

interface There {
  readonly hooks: readonly Hook[]
  readonly settings: readonly Configured[]
}

/** As Git tells them apart: what has no scheme, and no colon before its first slash, and `file://`. */
function isFolder(address: string): boolean {
  return /^(?:file:\/\/|[A-Za-z]:[\\/]|[/\\.~]|[^:]+$|[^:/]+\/)/.test(address) && address !== '.'
}

/** Of the repository at this very folder: none around it. */
async function inRepository(git: Git, named: string): Promise<There> {
  const folder = await realpath(named).catch(() => null)
  const asked =
    folder === null
      ? null
      : await git.try('reading', {
          args: ['-C', folder, 'rev-parse', '--git-common-dir'],
          settings: [['safe.bareRepository', 'all']],
          env: { GIT_CEILING_DIRECTORIES: path.dirname(folder) },
        })
  if (folder === null || asked?.code !== 0) {
    return { hooks: [], settings: [] }
  }
  const common = path.resolve(folder, asked.output.toString('utf8').trim())
  const own = (await readSettings(git, folder)).filter(({ scope }) => isRepositorys(scope))
  const chosen = own.findLast(({ key }) => key === 'core.hookspath')
  return {
    hooks: await hooksIn(
      chosen === undefined ? path.join(common, 'hooks') : path.resolve(folder, expanded(chosen.value)),
    ),
    settings: own.filter(({ key }) => PROGRAMS.test(key) || key === 'core.fsmonitor'),
  }
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
