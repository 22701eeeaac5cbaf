import path from 'node:path'
import { createLogger } from '../log/log.ts'
import { type ShellReading, readShellVariables } from './readShellVariables.ts'
import { type Environment, withoutOwnVariables } from './ownVariables.ts'

/** What the person's login shell exports, as far as it is known now. */
export interface ShellAnswer {
  /** null: there is no shell to ask, or it has not told yet. */
  readonly variables: Readonly<Record<string, string>> | null
  /** Why they are missing, and what that means, for people; null when they are not, or nobody could miss them. */
  readonly problem: string | null
}

export interface LoginShell {
  /**
   * Waits a few seconds at most. A shell that takes longer goes on, and what it says is in a later answer; one that
   * failed is asked again. An answer of some age is given at once, and brought up to date for the next one.
   */
  read(): Promise<ShellAnswer>
  /** Asks it anew, now, and waits until it has told or may take no longer. What it says counts from the next start on. */
  refresh(): Promise<ShellNews>
}

/** What a person learns who has it asked again. */
export interface ShellNews {
  /** How many variables it exports. */
  readonly variables: number
  /** The names of those that are new, gone or different. */
  readonly changed: readonly string[]
  readonly problem: string | null
}

export interface LoginShellLimits {
  /** How long a caller waits. */
  readonly waitMs: number
  /** How long a shell may take. */
  readonly endMs: number
  /** An answer older than this is asked for again. */
  readonly freshMs: number
}

/** Nobody wants to wait longer for a session, though some start-up files ask the network. */
const LIMITS: LoginShellLimits = { waitMs: 4_000, endMs: 60_000, freshMs: 30_000 }

/** The login shell of the person whose environment this is; asked when it is needed, and remembered. */
export function openLoginShell(env: Environment, limits = LIMITS): LoginShell {
  let known: { readonly answer: ShellAnswer; readonly at: number } | null = null
  let running: Promise<void> | null = null
  /** Somebody has waited for this run in vain: nobody else does. */
  let isLate = false

  const learn = async () => {
    known = remembered(await readShellVariables(withoutOwnVariables(env), limits.endMs), known)
    running = null
    isLate = false
  }
  const ask = (): Promise<void> => (running ??= learn())
  return {
    refresh: async () => {
      const before = known?.answer.variables ?? {}
      // One that runs already may have read files of before.
      await running
      await ask()
      const { variables, problem } = known?.answer ?? { variables: null, problem: late(env, limits) }
      return { variables: Object.keys(variables ?? {}).length, changed: changedNames(before, variables ?? {}), problem }
    },
    read: async () => {
      if (known !== null && known.answer.problem === null) {
        if (performance.now() - known.at > limits.freshMs) {
          void ask()
        }
        return known.answer
      }
      const asking = ask()
      if (!isLate) {
        await within(limits.waitMs, asking)
        isLate = running !== null
      }
      return known?.answer ?? { variables: null, problem: late(env, limits) }
    },
  }
}

function changedNames(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...names].filter((name) => before[name] !== now[name]).toSorted()
}

type Known = { readonly answer: ShellAnswer; readonly at: number }

/** What was read once is better than nothing. */
function remembered(reading: ShellReading, before: Known | null): Known {
  const at = performance.now()
  if (reading.kind === 'failed') {
    log.warn('the environment of the login shell could not be read', { problem: reading.problem })
    return before?.answer.problem === null
      ? { ...before, at }
      : { answer: { variables: null, problem: `${reading.problem} ${CONSEQUENCE}` }, at }
  }
  const variables = reading.kind === 'none' ? null : withSearchPath(reading.variables)
  return { answer: { variables, problem: null }, at }
}

const log = createLogger('login shell')

const CONSEQUENCE =
  'So Claude Code runs without what your shell exports: your PATH, proxies and keys may be missing. It is asked again at the next start.'

function late(env: Environment, { waitMs }: LoginShellLimits): string {
  return `Your login shell (${env['SHELL'] ?? ''}) takes longer than ${waitMs / 1000} s to start. ${CONSEQUENCE}`
}

function withSearchPath(variables: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { PATH } = variables
  return PATH === undefined ? variables : { ...variables, PATH: withoutPackageFolders(PATH) }
}

/** Takes out the `node_modules/.bin` folders that `npm run` puts in front: theirs is not the person's `claude`. */
export function withoutPackageFolders(value: string): string {
  return value
    .split(path.delimiter)
    .filter((folder) => !/[/\\]node_modules[/\\]/.test(`${folder}/`))
    .join(path.delimiter)
}

/** Settles with the work, or when the time is up. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, timeUp])
  clearTimeout(timer)
}
