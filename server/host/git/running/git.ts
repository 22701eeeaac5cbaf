import { HomeportError } from '#shared/errors.ts'
import { setTimeout as delay } from 'node:timers/promises'
import { type GitMode, type Setting, gitEnvironment, withoutFilters } from './gitSettings.ts'
import { type GitOutput, type GitTask, gitProcess } from './gitProcess.ts'

/** Reading answers people who look; a repository that takes longer says so. */
const READING_MS = 20_000
/** Hooks of a commit may run tests; a large fetch takes long. */
const ACTING_MS = 10 * 60_000
const NETWORK_MS = 60 * 60_000
const MAX_BYTES = 32 * 1024 * 1024

/** So long another program may hold the index. */
const LOCK_WAIT_MS = 5_000
const LOCK_POLL_MS = 100

export interface GitAsked {
  readonly args: readonly string[]
  readonly input?: Uint8Array | string
  readonly env?: Readonly<Record<string, string>>
  readonly settings?: readonly Setting[]
  readonly max_bytes?: number
  readonly timeout_ms?: number
  readonly onOutput?: GitTask['onOutput']
  readonly onMessage?: GitTask['onMessage']
  readonly signal?: AbortSignal
  /** Other ways to end than 0 that are no failure. */
  readonly alsoFine?: readonly number[]
  /** It looks at no content, so that no filter could run: it waits for none to be named. */
  readonly isBare?: boolean
}

/** The least one whose answers are understood: `GIT_CONFIG_COUNT` came with it. */
const LEAST = { major: 2, minor: 31 }

export interface GitDeps {
  /** The person's. */
  readonly environment: () => Promise<GitTask['env']>
  readonly lockWait_ms?: number
}

/** Git in one folder. */
export class Git {
  readonly folder: string
  readonly #deps: GitDeps
  /** Named once for all that is read in a row; whatever acts may change them. */
  #named: Promise<readonly Setting[] | GitOutput> | null = null

  constructor(folder: string, deps: GitDeps) {
    this.folder = folder
    this.#deps = deps
  }

  /** Git in another folder, in the same way. */
  at(folder: string): Git {
    return folder === this.folder ? this : new Git(folder, this.#deps)
  }

  /** Runs whatever ends; the caller looks at how. */
  async try(mode: GitMode, asked: GitAsked): Promise<GitOutput> {
    const { args, env, settings = [], isBare = false, ...rest } = asked
    if (mode !== 'reading') {
      this.#named = null
    }
    const named = mode === 'reading' ? (this.#named ??= this.#filters()) : Promise.resolve([])
    // Begun all the same: whatever is read next waits for them, and is told where they cannot be had.
    named.catch(() => {})
    const filters = isBare ? [] : await named
    if ('code' in filters) {
      return filters
    }
    return gitProcess({
      folder: this.folder,
      args,
      timeout_ms: mode === 'acting' ? ACTING_MS : mode === 'network' ? NETWORK_MS : READING_MS,
      max_bytes: MAX_BYTES,
      ...rest,
      env: { ...gitEnvironment(await this.#deps.environment(), mode, [...filters, ...settings]), ...env },
    })
  }

  /** What it prints. @throws HomeportError SESSION_003 with what Git says where it fails. */
  async run(mode: GitMode, asked: GitAsked): Promise<Buffer> {
    const ended = mode === 'reading' ? await this.try(mode, asked) : await this.#waiting(mode, asked)
    if (ended.code === 0 || (ended.code !== null && asked.alsoFine?.includes(ended.code))) {
      return ended.output
    }
    throw failureOf(ended)
  }

  read(args: readonly string[], more: Omit<GitAsked, 'args'> = {}): Promise<Buffer> {
    return this.run('reading', { args, ...more })
  }

  /** Such as `2.39.5`. @throws HomeportError SESSION_003 where there is no Git, or one that is too old. */
  async version(): Promise<string> {
    const env = gitEnvironment(await this.#deps.environment(), 'reading')
    const known = versions.get(env['PATH'] ?? '')
    if (known !== undefined) {
      return known
    }
    const asked = { folder: this.folder, args: ['--version'], env, timeout_ms: READING_MS, max_bytes: 10_000 }
    const ended = await gitProcess(asked)
    if (ended.code !== 0) {
      throw failureOf(ended)
    }
    const version = readVersion(ended.output.toString('utf8'))
    versions.set(env['PATH'] ?? '', version)
    return version
  }

  /** Somebody else’s lock is waited for. It is never removed: whoever holds it may be in the middle of writing. */
  async #waiting(mode: GitMode, asked: GitAsked): Promise<GitOutput> {
    const until = performance.now() + (this.#deps.lockWait_ms ?? LOCK_WAIT_MS)
    for (;;) {
      const ended = await this.try(mode, asked)
      if (!isLocked(ended)) {
        return ended
      }
      if (performance.now() >= until) {
        throw new HomeportError(
          'SESSION_003',
          'Another program is using Git in this folder (index.lock). Nothing was changed. Try again when it is done; if none runs any more, remove that file.',
          { details: { retry_possible: true } },
        )
      }
      await delay(LOCK_POLL_MS)
    }
  }

  /** Or how Git failed to name them. */
  async #filters(): Promise<readonly Setting[] | GitOutput> {
    const args = ['config', '--null', '--name-only', '--get-regexp', '^filter\\.']
    const env = gitEnvironment(await this.#deps.environment(), 'reading')
    const named = await gitProcess({ folder: this.folder, args, env, timeout_ms: READING_MS, max_bytes: 1024 * 1024 })
    return named.code === 0 || named.code === 1 ? withoutFilters(named.output.toString('utf8')) : named
  }
}

/** Of the programs that `PATH` finds, once they are known to be new enough; a newer one is noticed at the next start. */
const versions = new Map<string, string>()

/** @throws HomeportError SESSION_003 for one that is too old. */
export function readVersion(printed: string): string {
  const version = printed
    .replace(/^git version /, '')
    .trim()
    .slice(0, 100)
  const [, major = '0', minor = '0'] = /^(\d{1,4})\.(\d{1,4})/.exec(version) ?? []
  const isOld = Number(major) < LEAST.major || (Number(major) === LEAST.major && Number(minor) < LEAST.minor)
  if (isOld) {
    throw new HomeportError(
      'SESSION_003',
      `Git ${version} is too old: Homeport needs ${LEAST.major}.${LEAST.minor} or newer. Nothing was changed. Install a newer one (git-scm.com), then open this again.`,
    )
  }
  return version
}

function isLocked({ code, message }: GitOutput): boolean {
  return code !== 0 && /\.lock': File exists/.test(message)
}

/** What Git said, as a failure that people can read. */
export function failureOf({ why, message }: GitOutput): HomeportError {
  switch (why) {
    case 'missing':
      return new HomeportError('SESSION_003', NO_GIT)
    case 'too_long':
      return new HomeportError('SESSION_003', 'Git took too long and was stopped. The repository is as Git left it.')
    case 'too_much':
      return new HomeportError('FILE_001', 'Git has more to say about this than Homeport takes. Nothing was changed.')
    case 'cancelled':
      return new HomeportError('SESSION_003', 'It was cancelled. The repository is as Git left it.', {
        details: { reason: 'cancelled' },
      })
    case 'ended':
      return new HomeportError('SESSION_003', `Git refused: ${lastWords(message)}`)
  }
}

export const NO_GIT = 'There is no Git on this workstation. Install it (git-scm.com), then open this again.'

/** The lines that say why, without colours and with a bound. */
export function lastWords(message: string): string {
  const lines = message
    .replaceAll('\r', '\n')
    // oxlint-disable-next-line no-control-regex -- these are what must not reach a page
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('hint:'))
  const wrong = lines.filter((line) => /^(fatal|error|remote: error|! )/.test(line))
  return (wrong.length > 0 ? wrong : lines).slice(-6).join(' ').slice(0, 1_000) || 'it gave no reason.'
}
