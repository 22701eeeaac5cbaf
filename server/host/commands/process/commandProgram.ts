import type { Exec } from '#shared/operations/exec.ts'
import { scrubEnvironment } from '../../claude/install/environment.ts'
import type { Program, RunnerMark } from '../../runners/runner.ts'

/** Marks a command and all that it starts. */
export const EXEC_MARK = 'HOMEPORT_EXEC'

/** Marks all commands of a data directory: what a host that died left is found by it. */
export const HOST_MARK = 'HOMEPORT_EXEC_HOST'

export interface ProgramFacts extends Pick<Exec, 'command' | 'argv' | 'env'> {
  readonly place: string
  /** What the machine's owner has in a terminal. */
  readonly environment: Readonly<Record<string, string>>
  /** Whether the command is run for them: the keys of their login stay theirs. */
  readonly isOwners: boolean
  readonly marks: readonly RunnerMark[]
  readonly platform: NodeJS.Platform
}

/** What is started for a command: nothing of Homeport's own environment but the marks. */
export function programOf({ place, environment, isOwners, marks, platform, ...asked }: ProgramFacts): Program {
  const env = {
    ...scrubEnvironment(environment, { keepCredentials: isOwners }),
    PWD: place,
    ...asked.env,
    ...Object.fromEntries(marks.map(({ name, value }) => [name, value])),
  }
  const [command = '', ...args] = asked.argv ?? shellWords(asked.command ?? '', platform)
  return { command, args, cwd: place, env, secret: null, input: 'none' }
}

/** How the system's shell runs a line. On Windows it is passed in a form that needs no quoting. */
export function shellWords(line: string, platform: NodeJS.Platform): readonly string[] {
  if (platform !== 'win32') {
    return ['/bin/sh', '-c', line]
  }
  const script = `${line}\n$ended = $?; if ($null -ne $LASTEXITCODE) { exit $LASTEXITCODE }; if (-not $ended) { exit 1 }`
  const encoded = Buffer.from(script, 'utf16le').toString('base64')
  return ['powershell.exe', '-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', encoded]
}

/** A command as one line for people. */
export function lineOf({ command, argv = [] }: Pick<Exec, 'command' | 'argv'>): string {
  return (
    command ??
    argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ')
  )
}
