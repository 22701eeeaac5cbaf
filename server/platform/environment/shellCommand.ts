import path from 'node:path'

/** What stands around the variables: unguessable, so that nothing a profile prints can pass for them. */
export interface Marks {
  readonly begin: string
  readonly end: string
}

/** How to start a shell so that it prints its environment. */
export interface ShellCommand {
  readonly args: readonly string[]
  /** What it is told to be called; by this old shells know that they are login shells. */
  readonly argv0?: string
}

/**
 * How this shell prints what it exports, after it has read all that it reads in a terminal: as a login shell, and
 * interactive, because many people set their variables only then. null: it is no shell that runs anything.
 */
export function shellCommand(shell: string, { begin, end }: Marks): ShellCommand | null {
  const name = path.posix.basename(shell).replace(/^-/, '')
  const plain = `echo ${begin}; /usr/bin/env -0; echo ${end}`
  switch (name) {
    case 'nologin':
    case 'false':
    case 'true':
      return null
    case 'bash':
      // As a login shell it reads .bashrc only by way of these; in a terminal it would read it by itself.
      return {
        args: ['-i', '-l', '-c', `${PROFILES.map((file) => `[ -r ~/${file} ]`).join(' || ')} || . ~/.bashrc; ${plain}`],
      }
    case 'csh':
    case 'tcsh':
      // -l must be the only flag there; the leading dash says the same.
      return { args: ['-i', '-c', plain], argv0: `-${name}` }
    case 'nu':
      // It shows only the last of several values, and takes a bare path for a string.
      return { args: ['-i', '-l', '-c', `print ${begin}; ^/usr/bin/env -0; print ${end}`] }
    default:
      return { args: ['-i', '-l', '-c', plain] }
  }
}

const PROFILES = ['.bash_profile', '.bash_login', '.profile']

/** A shell's own book-keeping: it tells of the process that was asked, not of the person. */
const OF_THE_PROCESS = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD', 'COLUMNS', 'LINES'])

/**
 * The variables between the marks, however many lines their values have; null while the end is missing. Linear.
 */
export function readVariables(output: string, { begin, end }: Marks): Record<string, string> | null {
  const from = output.indexOf(`${begin}\n`)
  const to = from === -1 ? -1 : output.indexOf(end, from + begin.length)
  if (to === -1) {
    return null
  }
  const entries = output.slice(from + begin.length + 1, to).split('\0')
  const variables: [string, string][] = []
  // What follows the last NUL is no entry.
  for (const entry of entries.slice(0, -1)) {
    const equals = entry.indexOf('=')
    const name = entry.slice(0, equals)
    if (equals > 0 && !OF_THE_PROCESS.has(name)) {
      variables.push([name, entry.slice(equals + 1)])
    }
  }
  return Object.fromEntries(variables)
}
