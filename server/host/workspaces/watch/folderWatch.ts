import type { FileNews } from '#shared/session/changes.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'
import type { Look } from './look.ts'
import { silentFileSystem } from './fileSystem.ts'
import { type NativeWatch, type Stop, isOutOfWatches } from './nativeWatch.ts'

/** How a folder is watched: `reason` is a sentence for people where the system does not tell of changes. */
export interface WatchState {
  readonly mode: 'starting' | 'live' | 'polling'
  readonly reason: string | null
}

export interface FolderWatchDeps {
  readonly native: NativeWatch
  readonly timers: Timers
  /** Looks at everything, or at these. */
  readonly look: (folder: string) => Promise<Look>
  readonly scan: (folder: string, paths: readonly string[]) => Promise<readonly FileNews[]>
  readonly onNews: (folder: string, news: readonly FileNews[]) => void
  readonly onProblem: (sentence: string, error: unknown) => void
  readonly silent?: typeof silentFileSystem
}

/** More folders are not watched one by one: other programs of the person need watches too. */
const MAX_FOLDERS = 30_000

/** Where nobody tells, it is looked at so often, and never more than a tenth of the time. */
const POLL_MS = 2_000
const POLL_SHARE = 10

/** Watches one folder, however many look on. */
export class FolderWatch {
  readonly #folder: string
  readonly #deps: FolderWatchDeps
  #state: WatchState = { mode: 'starting', reason: null }
  #isStopped = false
  #stopNative: Stop | null = null
  #callOff = () => {}
  #waiting = new Set<string>()
  #isScanning = false

  constructor(folder: string, deps: FolderWatchDeps) {
    this.#folder = folder
    this.#deps = deps
  }

  get state(): WatchState {
    return this.#state
  }

  /** Resolves once it is watched, one way or the other. Never rejects. */
  async start(): Promise<void> {
    try {
      const look = await this.#deps.look(this.#folder)
      const silent = await (this.#deps.silent ?? silentFileSystem)(this.#folder)
      if (look.is_too_large) {
        this.#state = { mode: 'polling', reason: TOO_LARGE }
      } else if (look.folders > MAX_FOLDERS) {
        this.#poll('It has very many folders')
      } else if (silent === null) {
        await this.#watch(look)
      } else {
        this.#poll(`It lies on ${silent}, which tells of no change by others`)
      }
    } catch (error) {
      this.#deps.onProblem('a folder cannot be watched', error)
      this.#poll('The system does not tell of changes in it')
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#callOff()
    await this.#stopIt()
  }

  async #stopIt(): Promise<void> {
    const stop = this.#stopNative
    this.#stopNative = null
    try {
      await stop?.()
    } catch (error) {
      this.#deps.onProblem('a folder is still watched', error)
    }
  }

  async #watch({ passed_over }: Look): Promise<void> {
    try {
      const stop = await this.#deps.native.start(
        this.#folder,
        { ignore: passed_over },
        { onPaths: (paths) => this.#noticed(paths), onProblem: (error) => this.#failed(error) },
      )
      if (this.#isStopped) {
        await stop()
        return
      }
      this.#stopNative = stop
      this.#state = { mode: 'live', reason: null }
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    this.#deps.onProblem('a folder cannot be watched; it is looked at from time to time', error)
    void this.#stopIt()
    this.#poll(
      isOutOfWatches(error)
        ? 'This machine has no room for more watches (raise fs.inotify.max_user_watches)'
        : 'The system does not tell of changes in it',
    )
  }

  /** What comes while a scan is under way is scanned together afterwards. */
  #noticed(paths: readonly string[]): void {
    paths.forEach((path) => this.#waiting.add(path))
    if (!this.#isScanning && !this.#isStopped) {
      this.#isScanning = true
      void this.#scanAll().finally(() => {
        this.#isScanning = false
      })
    }
  }

  async #scanAll(): Promise<void> {
    while (this.#waiting.size > 0 && !this.#isStopped) {
      const paths = [...this.#waiting]
      this.#waiting = new Set()
      try {
        this.#tell(await this.#deps.scan(this.#folder, paths))
      } catch (error) {
        this.#deps.onProblem('what changed in a folder cannot be looked at', error)
      }
    }
  }

  #poll(why: string): void {
    if (!this.#isStopped) {
      this.#state = { mode: 'polling', reason: `${why}: changes are noticed after a few seconds.` }
      this.#pollLater(POLL_MS)
    }
  }

  #pollLater(ms: number): void {
    this.#callOff = this.#deps.timers.after(ms, () => {
      const since = performance.now()
      this.#deps
        .look(this.#folder)
        .then(({ news }) => this.#tell(news))
        .catch((error: unknown) => this.#deps.onProblem('what changed in a folder cannot be looked at', error))
        .finally(() => !this.#isStopped && this.#pollLater(Math.max(POLL_MS, (performance.now() - since) * POLL_SHARE)))
    })
  }

  #tell(news: readonly FileNews[]): void {
    if (news.length > 0 && !this.#isStopped) {
      this.#deps.onNews(this.#folder, news)
    }
  }
}

const TOO_LARGE =
  'It holds more files than Homeport looks at: changes are not noticed. Open a session in a folder inside of it.'
