import { createHash } from 'node:crypto'
import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { readOrdinaryFile } from '#server/platform/files/ordinaryFile.ts'
import { upwards } from '#server/platform/files/upwards.ts'
import { safeGit } from '../../workspaces/git/safeGit.ts'
import { type ConfigDir, configDir } from '../install/configDir.ts'
import { encodeFolder } from '../transcripts/transcripts.ts'

type Environment = Readonly<Record<string, string>>

/** More files than these are nobody's settings: a folder that has them gets no spare. */
const MOST_FILES = 3_000
const MOST_DEPTH = 6
const MOST_BYTES = 1024 * 1024
/** Of all of them: a repository brings what it likes, and everybody here waits while they are read. */
const MOST_TOGETHER = 32 * MOST_BYTES
/** Also folders, and links that lead nowhere. */
const MOST_ENTRIES = 3 * MOST_FILES
const GIT_MS = 2_000
const GIT_BYTES = 256 * 1024

/**
 * A hash of what Claude Code reads by itself when it starts in a folder, beside what it is told: instructions, skills, hooks,
 * servers, the state of the repository, the date (measured with 2.1.329: all of it is read at the start, not at the first
 * prompt). A process that was started earlier is like one started now only while this is the same, and in the project was at every moment.
 *
 * null: it cannot be known, so nothing may be started in advance: instructions that bring in other files (`@file`), hooks that
 * run at the start or end of a session, more files than are looked at or longer ones together, a repository that does not answer.
 */
export async function startState(folder: string, env: Environment): Promise<string | null> {
  const config = configDir(env)
  const projects = new Looked({ isExact: true })
  const looked = new Looked({ isExact: false })
  const all = [...upwards(folder)]
  // A folder of settings that came and went is seen by these alone.
  all.slice(0, Math.max(0, all.findIndex(hasRepository)) + 1).forEach((at) => projects.folder(at))
  for (const at of all) {
    projects.files(at, ['CLAUDE.md', 'CLAUDE.local.md', '.mcp.json'])
    // The owner's own is looked at below, part by part: it also holds all transcripts.
    if (path.join(at, '.claude') !== config.dir) {
      projects.tree(path.join(at, '.claude'))
    }
  }
  looked.files(config.dir, ['CLAUDE.md', 'settings.json', 'settings.local.json'])
  PARTS.forEach((part) => looked.tree(path.join(config.dir, part)))
  looked.tree(path.join(config.dir, 'projects', encodeFolder(folder), 'memory'))
  MANAGED.forEach((at) => looked.tree(at))
  const repository = await repositoryState(folder, env)
  if (projects.isBeyond || looked.isBeyond || repository === null) {
    return null
  }
  const rest = [ownServers(config, folder), repository, new Date().toDateString()]
  return hashOf(JSON.stringify([projects.seen, looked.seen, rest]))
}

/** Of the owner's own folder: what a start reads. */
const PARTS = ['agents', 'commands', 'skills', 'rules', 'output-styles', 'plugins', 'hooks']

/** Where whoever administers the machine puts instructions and settings for everybody on it. */
const MANAGED = ['/etc/claude-code', '/Library/Application Support/ClaudeCode', 'C:\\Program Files\\ClaudeCode']

/** Whole folders of other things that may lie beside. */
const NOT_READ: ReadonlySet<string> = new Set(['worktrees', 'node_modules', '.git'])

/** What plugins count for themselves: written at every start. */
const COUNTERS = path.join('plugins', 'store')

class Looked {
  readonly seen: (readonly (string | number)[])[] = []
  isBeyond = false
  /**
   * What lay there for a moment counts as well: what waits has no guard yet, takes up changed settings at once, and keeps variables
   * of them that are gone again. Not of the owner's own, which Claude Code writes anew with the same words.
   */
  readonly #isExact: boolean
  #entries = 0
  #bytes = 0

  constructor({ isExact }: { readonly isExact: boolean }) {
    this.#isExact = isExact
  }

  files(folder: string, names: readonly string[]): void {
    names.forEach((name) => this.#file(path.join(folder, name)))
  }

  /** That something came or went right in it. */
  folder(at: string): void {
    this.seen.push(...this.#changes(at))
  }

  tree(folder: string, depth = 0): void {
    this.folder(folder)
    for (const entry of entriesOf(folder)) {
      const at = path.join(folder, entry.name)
      this.#entries += 1
      this.isBeyond ||= this.#entries > MOST_ENTRIES
      if (this.isBeyond || NOT_READ.has(entry.name) || at.endsWith(COUNTERS)) {
        continue
      }
      // A link may lead in a circle.
      if (depth >= MOST_DEPTH || (entry.isSymbolicLink() && isFolder(at))) {
        this.isBeyond = true
      } else if (entry.isDirectory()) {
        this.tree(at, depth + 1)
      } else {
        this.#file(at)
      }
    }
  }

  #file(file: string): void {
    try {
      const { size, mtimeMs } = statSync(file)
      const isRead = /\.(?:md|json)$/.test(file)
      this.#bytes += isRead ? size : 0
      this.isBeyond ||= this.#bytes > MOST_TOGETHER
      if (this.isBeyond) {
        return
      }
      const text = isRead ? readOrdinaryFile(file, MOST_BYTES) : ''
      // Text that is written anew with the same words is the same.
      this.seen.push([file, size, text === '' ? mtimeMs : hashOf(text ?? '')], ...this.#changes(file))
      this.isBeyond ||= this.seen.length > MOST_FILES || text === null || bringsMore(file, text)
    } catch {
      // Absent: as good as any other state.
    }
  }

  /** When it was written, put in its place or replaced by what a link leads to: nobody sets this time. Empty: absent, or all the same. */
  #changes(at: string): (readonly (string | number)[])[] {
    try {
      return this.#isExact ? [[at, lstatSync(at).ctimeMs, statSync(at).ctimeMs]] : []
    } catch {
      return []
    }
  }
}

/** Whether the file makes the start do or read something that is not seen here. */
function bringsMore(file: string, text: string): boolean {
  return file.endsWith('.md') ? /(?:^|\s)@[^\s@]/.test(text) : /"(?:SessionStart|Setup|SessionEnd)"/.test(text)
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function hasRepository(folder: string): boolean {
  return entriesOf(folder).some(({ name }) => name === '.git')
}

function isFolder(at: string): boolean {
  try {
    return statSync(at).isDirectory()
  } catch {
    return false
  }
}

const Fields = z.record(z.string(), z.unknown())

/** The servers and choices that the owner keeps beside the counters of Claude Code, which change with every start. */
function ownServers({ configFile }: ConfigDir, folder: string): unknown {
  try {
    const all = Fields.parse(JSON.parse(readOrdinaryFile(configFile, 32 * MOST_BYTES) ?? '{}'))
    const own = Fields.safeParse(Fields.safeParse(all['projects']).data?.[folder]).data ?? {}
    const kept = ['mcpServers', 'enabledMcpjsonServers', 'disabledMcpjsonServers', 'hasTrustDialogAccepted']
    return [all['mcpServers'], ...kept.map((name) => own[name])].map(orNothing)
  } catch {
    return null
  }
}

/** Claude Code writes down that there is nothing, too. */
function orNothing(value: unknown): unknown {
  const isEmpty = value === false || value === undefined || ['{}', '[]'].includes(JSON.stringify(value))
  return isEmpty ? null : value
}

/** As Claude Code tells it to the model; '': there is no repository; null: it does not answer. */
async function repositoryState(folder: string, env: Environment): Promise<string | null> {
  if (![...upwards(folder)].some(hasRepository)) {
    return ''
  }
  const call = { folder, env, timeout_ms: GIT_MS, max_bytes: GIT_BYTES }
  const [status, ...more] = await Promise.all([
    safeGit(call, ['status', '--porcelain=v1', '--branch', '-z']),
    safeGit(call, ['log', '-6', '--format=%H']),
    safeGit(call, ['config', '--get-regexp', String.raw`^user\.`]),
    safeGit(call, ['for-each-ref', '--format=%(refname) %(symref)', 'refs/remotes/origin/HEAD', 'refs/heads']),
  ])
  return status === null || status.isCutShort
    ? null
    : [status, ...more].map((one) => one?.output.toString('base64') ?? '').join(' ')
}
