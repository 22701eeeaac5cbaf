import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { Session } from '#shared/session/session.ts'
import { counted } from '#shared/text/plural.ts'
import { failureOf } from '../../git/running/git.ts'
import type { GitOutput } from '../../git/running/gitProcess.ts'
import { type Setting, gitEnvironment, withoutFilters } from '../../git/running/gitSettings.ts'
import type { NetworkAccess } from '../../git/network/gitAccess.ts'
import type { Runner } from '../../runners/runner.ts'
import { readGitAddress } from './gitAddress.ts'
import { guardedGit } from './guardedGit.ts'
import { storedBytes } from './storedBytes.ts'

export interface CloneBounds {
  readonly timeout_ms: number
  /** Of what comes over the network, and of the files that are written from it. */
  readonly bytes: number
  readonly files: number
}

export const CLONE_BOUNDS: CloneBounds = { timeout_ms: 3_600_000, bytes: 8 * 2 ** 30, files: 1_000_000 }

/** Half clones lie beside the folders that they become, under names that begin so. */
const HALF = '.making-'

export interface CloningDeps {
  readonly runner: Pick<Runner, 'start' | 'stop'>
  readonly environment: () => Promise<Readonly<Record<string, string | undefined>>>
  readonly bounds: CloneBounds
}

export interface Cloning {
  readonly session: Session
  readonly access: NetworkAccess
  readonly mayBeHere: boolean
  readonly signal: AbortSignal
  readonly told: (activity: string) => void
}

/**
 * Clones into the session's folder: beside it first, and under its name once it is whole, so that a folder that holds something is
 * a whole clone. Nothing that the repository brings runs: no hooks, no filters, no submodules unless they were asked for.
 * @throws HomeportError with what Git said; nothing of it is left.
 */
export async function clone(deps: CloningDeps, asked: Cloning): Promise<void> {
  const { workspace_path: folder, checkout, id } = asked.session
  if (checkout === undefined || existsSync(path.join(folder, '.git'))) {
    return
  }
  const half = path.join(path.dirname(folder), `${HALF}${id}`)
  await rm(half, { recursive: true, force: true })
  try {
    await mkdir(half, { mode: 0o700 })
    const step = await steps(deps, asked, half)
    await fetched(step, checkout.plan, { ...asked, url: checkout.from, branch: checkout.branch })
    await assertBounded(step, deps.bounds)
    await written(step, checkout.plan.submodules)
    // Gone where a host died between the two.
    await rmdir(folder).catch(() => {})
    await rename(half, folder)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw error
  } finally {
    await mkdir(folder, { recursive: true })
  }
}

/** Removes what a host that died left half. Before anything is cloned. */
export async function removeHalfClones(workspaces: string): Promise<void> {
  const names = await readdir(workspaces).catch(() => [])
  const half = names.filter((name) => name.startsWith(HALF))
  await Promise.all(half.map((name) => rm(path.join(workspaces, name), { recursive: true, force: true })))
}

/** One call of Git in the half clone. Says how it ended; asking for what is too much, or giving up, throws. */
type Step = (args: readonly string[], how?: StepOptions) => Promise<GitOutput>

interface StepOptions {
  readonly max_bytes?: number
  readonly settings?: readonly Setting[]
  /** Of this step alone: what a stranger's `.gitmodules` names never lies on this machine. */
  readonly isFromHere?: boolean
}

/** Whatever a person has set up for all their repositories: no program of it has a part in a clone. */
const NOTHING_RUNS: readonly Setting[] = [
  ['protocol.ext.allow', 'never'],
  ['fetch.recurseSubmodules', 'false'],
  ['transfer.bundleURI', 'false'],
]

async function steps({ runner, environment, bounds }: CloningDeps, asked: Cloning, half: string): Promise<Step> {
  const { access, signal, told } = asked
  const own = await environment()
  const envOf = ({ settings = [], isFromHere = false }: StepOptions) => {
    const all = gitEnvironment(own, 'staging', [...NOTHING_RUNS, ...access.settings, ...settings])
    const kept = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
    return {
      ...Object.fromEntries(kept),
      ...access.env,
      GIT_ALLOW_PROTOCOL: isFromHere ? 'file' : 'https:ssh',
      GIT_LFS_SKIP_SMUDGE: '1',
    }
  }
  const tooLarge = new AbortController()
  const until = AbortSignal.any([signal, tooLarge.signal])
  const onMessage = (text: string) => {
    const progress = readProgress(text)
    if (progress !== null) {
      told(progress.text)
    }
    if ((progress?.bytes ?? 0) > bounds.bytes) {
      tooLarge.abort()
    }
  }
  return async (args, how = {}) => {
    const { max_bytes = 1024 * 1024 } = how
    const { timeout_ms } = bounds
    const task = { folder: half, args, env: envOf(how), timeout_ms, max_bytes, signal: until, onMessage }
    const watch = watchSize(path.join(half, '.git'), bounds.bytes, tooLarge)
    const ended = await guardedGit(runner, task).finally(() => clearInterval(watch))
    if (signal.aborted) {
      throw new HomeportError('SESSION_003', 'The clone was given up. Nothing of it is left.')
    }
    if (tooLarge.signal.aborted || ended.why === 'too_much') {
      throw tooMuch(bounds)
    }
    return ended
  }
}

const LOOK_MS = 2_000

/** Not every server is told of by Git as it sends (plain files over HTTP are not): what counts is what comes to lie here. */
function watchSize(folder: string, bytes: number, tooLarge: AbortController): ReturnType<typeof setInterval> {
  let isLooking = false
  const look = async () => {
    if (!isLooking) {
      isLooking = true
      const stored = await storedBytes(folder)
      isLooking = false
      if (stored > bytes) {
        tooLarge.abort()
      }
    }
  }
  return setInterval(() => void look(), LOOK_MS)
}

interface Fetched {
  readonly url: string
  readonly branch: string | null
  readonly mayBeHere: boolean
}

async function fetched(
  step: Step,
  { depth }: { readonly depth: number | null },
  { url, branch, mayBeHere }: Fetched,
): Promise<void> {
  // Read again: it was kept since, and another version may have kept it.
  const address = readGitAddress(url, { mayBeHere })
  const options = [
    '--progress',
    '--no-checkout',
    '--no-recurse-submodules',
    ...(branch === null ? [] : [`--branch=${branch}`]),
    ...(depth === null ? [] : [`--depth=${depth}`]),
  ]
  const isFromHere = address.protocol === 'file'
  const ended = await step(['clone', ...options, '--', address.url, '.'], { isFromHere })
  if (ended.code !== 0) {
    throw explained(ended)
  }
}

/** A small package can stand for more files than a disk holds. */
async function assertBounded(step: Step, bounds: CloneBounds): Promise<void> {
  const head = await step(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  if (head.code !== 0) {
    return
  }
  const listed = await step(['ls-tree', '-r', '-l', '-z', '--full-tree', 'HEAD'], { max_bytes: bounds.files * 300 })
  if (listed.code !== 0) {
    throw failureOf(listed)
  }
  let [files, bytes] = [0, 0]
  for (const [, size] of listed.output.toString('latin1').matchAll(/(?:^|\0)\d{6} \w+ [0-9a-f]{40,64} +(\d+|-)\t/g)) {
    files += 1
    bytes += size === '-' ? 0 : Number(size)
  }
  if (files > bounds.files || bytes > bounds.bytes) {
    throw tooMuch(bounds)
  }
}

async function written(step: Step, submodules: boolean): Promise<void> {
  const head = await step(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  if (head.code !== 0) {
    // A repository without a commit: there is nothing to write.
    return
  }
  const settings = await filtersOff(step)
  const ended = await step(['checkout', '--progress', '--force', '--no-recurse-submodules'], { settings })
  if (ended.code !== 0) {
    throw failureOf(ended)
  }
  if (submodules) {
    const updated = await step(['submodule', 'update', '--init', '--recursive', '--progress'], { settings })
    if (updated.code !== 0) {
      throw explained(updated)
    }
  }
}

/** Whatever a person has set up, which the stranger's `.gitattributes` could choose. Asked in the clone: settings may be of a place. */
async function filtersOff(step: Step): Promise<readonly Setting[]> {
  const named = await step(['config', '--null', '--name-only', '--get-regexp', String.raw`^filter\.`])
  if (named.code !== 0 && named.code !== 1) {
    throw failureOf(named)
  }
  return withoutFilters(named.output.toString('utf8'))
}

function tooMuch({ bytes, files }: CloneBounds): HomeportError {
  const most = `${Math.round(bytes / 2 ** 20)} MiB, ${counted(files, { one: '# file', other: '# files' })}`
  return new HomeportError(
    'FILE_001',
    `This repository is larger than Homeport clones (${most}). Nothing of it was kept; clone it with a depth, or in a terminal.`,
  )
}

function explained(ended: GitOutput): HomeportError {
  if (
    /Authentication failed|could not read (Username|Password)|Permission denied \(publickey|terminal prompts disabled/i.test(
      ended.message,
    )
  ) {
    return new HomeportError(
      'SESSION_003',
      'The other side wants to know who asks. Keep a token for it under Git credentials, or sign in with Git in a terminal; then start the session again. Nothing was kept.',
    )
  }
  if (/Host key verification failed/i.test(ended.message)) {
    return new HomeportError(
      'SESSION_003',
      'This machine does not know the other side’s host key yet. Connect once in a terminal (ssh HOST) and compare it; then start the session again. Nothing was kept.',
    )
  }
  return failureOf(ended)
}

const UNITS: Readonly<Record<string, number>> = { bytes: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }

export interface GitProgress {
  /** As people read it: `Receiving objects: 45 %`. */
  readonly text: string
  /** So much has come, where Git says so. */
  readonly bytes: number | null
}

const PROGRESS = /^(?:remote: )?([A-Z][A-Za-z ]{2,40}): +(\d{1,3})% \(/

/** The last of what Git says about how far it is; null: nothing of the kind. Bounded by what it is given. */
export function readProgress(said: string): GitProgress | null {
  // Several lines come at once when this process had to wait for its turn, and the last of them may be none of progress.
  const line = said.split(/[\r\n]+/).findLast((one) => PROGRESS.test(one))
  const [, what, percent] = PROGRESS.exec(line ?? '') ?? []
  if (line === undefined || what === undefined || percent === undefined) {
    return null
  }
  const [, size, unit] = /\), (\d+(?:\.\d+)?) (bytes|[KMG]iB)\b/.exec(line) ?? []
  const bytes = size === undefined ? null : Math.round(Number(size) * (UNITS[unit ?? 'bytes'] ?? 1))
  return { text: `${what}: ${percent} %`, bytes }
}
