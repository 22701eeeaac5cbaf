import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { withoutPackageFolders } from '#server/platform/environment/loginShell.ts'
import type { Environment } from '#server/platform/environment/ownVariables.ts'
import { type SearchFacts, behindShim, claudeCandidates } from './candidates.ts'
import { scrubEnvironment } from './environment.ts'
import { endWithProcess } from '#server/platform/processes/endWithProcess.ts'

export interface FoundClaude {
  readonly path: string
  readonly version: string
  readonly source: NonNullable<ClaudeStatus['source']>
}

export interface ClaudeFinder {
  /** The binary to start, or a sentence that says why there is none and what to do. */
  find(): Promise<FoundClaude | { readonly problem: string }>
}

export interface FinderDeps {
  /** `claude.path` of the settings, as it is now. */
  readonly configured: () => string | null
  /** What the person has in a terminal, as far as it is known. */
  readonly environment: () => Promise<Environment>
}

/**
 * The one resolver, for detection and for starting: setting → PATH of the login shell → known folders → the package
 * in `node_modules`. A file counts only when it answers `--version`. Found ones are remembered until the file changes.
 */
export function createClaudeFinder(deps: FinderDeps): ClaudeFinder {
  let known: { found: FoundClaude; stamp: string; configured: string | null } | null = null
  let running: Promise<FoundClaude | { problem: string }> | null = null

  const search = async (): Promise<FoundClaude | { problem: string }> => {
    const configured = deps.configured()
    if (known !== null && known.configured === configured && known.stamp === fileStamp(known.found.path)) {
      return known.found
    }
    const found = configured === null ? await searchEverywhere(deps) : await tryConfigured(configured, deps)
    known = 'problem' in found ? null : { found, stamp: fileStamp(found.path) ?? '', configured }
    return found
  }
  return {
    find: () => (running ??= search().finally(() => (running = null))),
  }
}

async function tryConfigured(configured: string, deps: FinderDeps): Promise<FoundClaude | { problem: string }> {
  const file = behindShim(configured, process.platform)
  const version = await readVersion(file, await deps.environment())
  return version === null
    ? {
        problem:
          `The setting claude.path names ${configured}, but there is no working Claude Code. ` +
          'Correct the setting, or remove it so that Homeport looks for Claude Code itself.',
      }
    : { path: file, version, source: 'setting' }
}

async function searchEverywhere(deps: FinderDeps): Promise<FoundClaude | { problem: string }> {
  const env = await deps.environment()
  for (const { path: file, source } of claudeCandidates(searchFacts(env))) {
    const version = await readVersion(file, env)
    if (version !== null) {
      return { path: file, version, source }
    }
  }
  return {
    problem:
      'Claude Code was not found on this machine. Install it (see https://code.claude.com/docs/en/setup), then try again; ' +
      'or name the binary in the setting claude.path.',
  }
}

function searchFacts(env: Environment): SearchFacts {
  return {
    env,
    platform: process.platform,
    arch: process.arch,
    home: homedir(),
    searchPath: withoutPackageFolders(env['PATH'] ?? env['Path'] ?? ''),
    packageRoots: parents(import.meta.dirname),
  }
}

function parents(folder: string): string[] {
  const parent = path.dirname(folder)
  return parent === folder ? [folder] : [folder, ...parents(parent)]
}

const VERSION_TIMEOUT_MS = 10_000

/** What `--version` says; null when the file is missing, cannot be run or is something else. */
function readVersion(file: string, env: Environment): Promise<string | null> {
  if (fileStamp(file) === null) {
    return Promise.resolve(null)
  }
  const { command, args } = claudeCommand(file, ['--version'])
  const options = {
    env: scrubEnvironment(env, { keepCredentials: false }),
    timeout: VERSION_TIMEOUT_MS,
    killSignal: 'SIGKILL',
    windowsHide: true,
  } as const
  return new Promise((resolve) => {
    const child = execFile(command, args, options, (error, stdout) => {
      resolve(error === null ? (/(?<!\d)\d{1,9}\.\d{1,9}\.\d{1,9}[\w.-]{0,50}/.exec(stdout)?.[0] ?? null) : null)
    })
    endWithProcess(child)
  })
}

/** How to start the file: a script goes through Node where the system cannot start it by its first line. */
export function claudeCommand(file: string, args: readonly string[]): { command: string; args: string[] } {
  return process.platform === 'win32' && /\.[cm]?js$/.test(file)
    ? // Electron's binary is a Node only for what is told so, and what Claude Code starts is not to be.
      { command: process.versions['electron'] === undefined ? process.execPath : 'node', args: [file, ...args] }
    : { command: file, args: [...args] }
}

function fileStamp(file: string): string | null {
  try {
    const stat = statSync(file)
    return stat.isFile() ? `${stat.ino}:${stat.size}:${stat.mtimeMs}` : null
  } catch {
    return null
  }
}
