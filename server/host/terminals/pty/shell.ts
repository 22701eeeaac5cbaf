import path from 'node:path'

/** A shell, and how it is told to be the one of a terminal. */
export interface Shell {
  readonly command: string
  readonly args: readonly string[]
}

export interface ShellFacts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** What somebody asked for; undefined: the person's own. */
  readonly wanted: string | undefined
  /** Whether there is a program at that path. */
  readonly exists: (path: string) => boolean
}

/**
 * The person's own shell, else what the system always has. On macOS it is a login shell, as that system's terminals start
 * one. null: the one that was asked for is not there.
 */
export function chooseShell({ platform, env, wanted, exists }: ShellFacts): Shell | null {
  if (wanted !== undefined) {
    return isProgram(wanted, { platform, exists }) ? { command: wanted, args: argsOf(platform) } : null
  }
  if (platform === 'win32') {
    const system = env['SystemRoot'] ?? String.raw`C:\Windows`
    const powershell = path.win32.join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
    return { command: exists(powershell) ? powershell : (env['ComSpec'] ?? 'cmd.exe'), args: [] }
  }
  const known = [env['SHELL'] ?? '', '/bin/bash', '/bin/zsh']
  const command = known.find((one) => isProgram(one, { platform, exists }) && !NO_SHELLS.has(path.posix.basename(one)))
  return { command: command ?? '/bin/sh', args: argsOf(platform) }
}

/** What an account has that nobody may log in to. */
const NO_SHELLS = new Set(['nologin', 'false', 'true'])

function argsOf(platform: NodeJS.Platform): readonly string[] {
  return platform === 'darwin' ? ['-l'] : []
}

function isProgram(file: string, { platform, exists }: Pick<ShellFacts, 'platform' | 'exists'>): boolean {
  const isAbsolute = platform === 'win32' ? path.win32.isAbsolute(file) : path.posix.isAbsolute(file)
  return isAbsolute && !file.includes('\0') && exists(file)
}
