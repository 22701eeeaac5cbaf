import { lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { failureCode } from '#server/platform/failure.ts'
import { readOrdinaryFile } from '#server/platform/files/ordinaryFile.ts'
import { linuxMark, pidExists } from '#server/platform/processes/processSigns.ts'

/** A running Claude Code, as it tells of itself in `sessions/PID.json` of its folder (since 2.1.329, on every system). */
export interface RunningClaude {
  readonly pid: number
  readonly conversation_id: string
  /** When it began, in its own words; null: it does not say. */
  readonly start: string | null
  /** Milliseconds since 1970 at which it told of itself last. */
  readonly told: number
}

const SessionFile = z.looseObject({
  pid: z.number().int().positive(),
  sessionId: z.uuid(),
  /** On Linux the ticks from boot to its start; elsewhere in the system’s own way. */
  procStart: z
    .union([z.string().max(100), z.number().transform(String)])
    .nullish()
    .catch(null),
})

/** One that is longer is none of Claude Code’s. */
const MOST_BYTES = 64 * 1024
/** More than anybody has open. */
const MOST_FILES = 500

interface Known {
  readonly modified: number
  readonly claude: RunningClaude | null
}

/**
 * The folder in which each running Claude Code tells which conversation it has. A look costs the listing of a small folder: files
 * are read anew only when they changed, and whether a process still lives is asked of the system each time.
 */
export class ClaudeSessions {
  readonly #folder: string
  #known = new Map<string, Known>()
  #isThere = false

  /** `configDir`: `~/.claude`. */
  constructor(configDir: string) {
    this.#folder = path.join(configDir, 'sessions')
  }

  /** Whether Claude Code of this machine tells of itself at all. */
  get isTold(): boolean {
    return this.#isThere
  }

  /** Those that run now. Never throws. */
  running(): readonly RunningClaude[] {
    const names = this.#names()
    this.#known = new Map(names.flatMap((name) => this.#look(name)))
    return [...this.#known.values()].flatMap(({ claude }) => (claude !== null && isAlive(claude) ? [claude] : []))
  }

  #names(): readonly string[] {
    try {
      const names = readdirSync(this.#folder)
      this.#isThere = true
      return names.filter((name) => /^\d{1,10}\.json$/.test(name)).slice(0, MOST_FILES)
    } catch (error) {
      this.#isThere = this.#isThere && failureCode(error) !== 'ENOENT'
      return []
    }
  }

  #look(name: string): [string, Known][] {
    const file = path.join(this.#folder, name)
    try {
      const found = lstatSync(file)
      const modified = found.mtimeMs
      const before = this.#known.get(name)
      if (before?.modified === modified) {
        return [[name, before]]
      }
      // Claude Code writes no links; a pipe would hold up all that this process does.
      const text = found.isFile() ? readOrdinaryFile(file, MOST_BYTES) : null
      const said = text === null ? null : parseSessionFile(text)
      // One that names another process than its file does is none of Claude Code’s.
      const claude = said === null || `${said.pid}.json` !== name ? null : { ...said, told: modified }
      return [[name, { modified, claude }]]
    } catch {
      return []
    }
  }
}

/** What such a file says; null: it is none, or is being written. */
export function parseSessionFile(text: string): Omit<RunningClaude, 'told'> | null {
  try {
    const { pid, sessionId: conversation_id, procStart } = SessionFile.parse(JSON.parse(text))
    return { pid, conversation_id, start: procStart ?? null }
  } catch {
    return null
  }
}

/**
 * A process that got the number of one that has ended is another one. Off Linux its number alone tells without asking another
 * program: enough to make way for it, not to end it (`isCertainly`).
 */
function isAlive({ pid, start }: RunningClaude): boolean {
  return process.platform === 'linux' && start !== null
    ? linuxMark(pid)?.endsWith(`-${start}`) === true
    : pidExists(pid)
}
