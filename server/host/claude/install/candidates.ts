import { readdirSync } from 'node:fs'
import path from 'node:path'

export interface SearchFacts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly arch: string
  readonly home: string
  /** The PATH to search: the login shell's where it could be had. */
  readonly searchPath: string
  /** Folders whose `node_modules` may hold Claude Code's package, nearest first. */
  readonly packageRoots: readonly string[]
}

export interface Candidate {
  readonly path: string
  readonly source: 'path' | 'known_folder' | 'package'
}

/** Every path where Claude Code may be, best first. Names only: whether it is there is asked by `findClaude`. */
export function claudeCandidates(facts: SearchFacts): Candidate[] {
  const { platform, searchPath } = facts
  const delimiter = platform === 'win32' ? ';' : ':'
  const onPath = searchPath.split(delimiter).filter((folder) => isAbsolute(folder, platform))
  return [
    ...onPath.flatMap((folder) => inFolder(folder, 'path', platform)),
    ...knownFolders(facts).flatMap((folder) => inFolder(folder, 'known_folder', platform)),
    ...facts.packageRoots.flatMap((root) => packageBinaries(root, facts)),
  ]
}

/**
 * The program behind a shim of npm's (`claude.cmd`, `claude.ps1`, or the `claude` beside them), for a setting that
 * names the shim; any other path as it is.
 */
export function behindShim(file: string, platform: NodeJS.Platform): string {
  const isShim = platform === 'win32' && /[/\\]claude(\.cmd|\.ps1|\.bat)?$/i.test(file)
  return isShim ? shimTarget(path.win32.dirname(file)) : file
}

function shimTarget(folder: string): string {
  return path.win32.join(folder, 'node_modules', '@anthropic-ai', 'claude-code', 'bin', 'claude.exe')
}

/**
 * In one folder: the binary, or on Windows what npm's `.cmd` shim would start (a shim cannot be started without a
 * shell, and the shell would break our arguments).
 */
function inFolder(folder: string, source: Candidate['source'], platform: NodeJS.Platform): Candidate[] {
  if (platform !== 'win32') {
    return [{ path: path.posix.join(folder, 'claude'), source }]
  }
  return [
    { path: path.win32.join(folder, 'claude.exe'), source },
    { path: shimTarget(folder), source },
  ]
}

function knownFolders({ platform, home, env }: SearchFacts): string[] {
  if (platform === 'win32') {
    const at = path.win32
    const appData = env['APPDATA'] ?? at.join(home, 'AppData', 'Roaming')
    return [
      at.join(home, '.local', 'bin'),
      at.join(home, '.claude', 'local'),
      at.join(appData, 'npm'),
      at.join(home, '.bun', 'bin'),
    ]
  }
  const at = path.posix
  return [
    at.join(home, '.local/bin'),
    at.join(home, '.claude/local'),
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/home/linuxbrew/.linuxbrew/bin',
    at.join(home, '.npm-global/bin'),
    at.join(home, '.volta/bin'),
    at.join(home, '.bun/bin'),
    ...nodeVersions(at.join(home, '.nvm/versions/node')),
  ]
}

/** `bin` of each Node that nvm keeps, newest first. */
function nodeVersions(folder: string): string[] {
  try {
    return readdirSync(folder)
      .toSorted((left, right) => right.localeCompare(left, 'en', { numeric: true }))
      .map((version) => path.posix.join(folder, version, 'bin'))
  } catch {
    return []
  }
}

/**
 * The native binary inside the platform's own package. `.bin/claude` is of no use: it is a link that an install
 * script makes, and install scripts are blocked.
 */
function packageBinaries(root: string, { platform, arch }: SearchFacts): Candidate[] {
  const at = platform === 'win32' ? path.win32 : path.posix
  const names = platform === 'linux' ? [`linux-${arch}`, `linux-${arch}-musl`] : [`${platform}-${arch}`]
  const binary = platform === 'win32' ? 'claude.exe' : 'claude'
  const scope = at.join(root, 'node_modules', '@anthropic-ai')
  return names.flatMap((name) => [
    { path: at.join(scope, `claude-code-${name}`, binary), source: 'package' as const },
    {
      path: at.join(scope, 'claude-code', 'node_modules', '@anthropic-ai', `claude-code-${name}`, binary),
      source: 'package' as const,
    },
  ])
}

function isAbsolute(folder: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' ? path.win32.isAbsolute(folder) : path.posix.isAbsolute(folder)
}
