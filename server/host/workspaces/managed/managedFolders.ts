import { readFileSync, realpathSync } from 'node:fs'
import { lstat, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { replacePrivateFile } from '#server/platform/files/privateFile.ts'
import type { SessionLog, Timers } from '../../sessions/ports/sessionPorts.ts'

/** What is due is looked for so often. */
const EVERY_MS = 3_600_000
const DAY_MS = 24 * EVERY_MS

/** Port: what a folder has that would be lost with it. */
export interface WorkInFolders {
  /** For people; null: it may go. */
  keepsWhy(folder: string): Promise<string | null>
  /** To be called before it goes. Returns what is to be done once it is gone. */
  leaving(folder: string): Promise<() => Promise<void>>
}

export interface ManagedFoldersDeps {
  /** Where Homeport makes folders: only what lies right in it is ever removed. */
  readonly workspaces: string
  /** Keeps which of them no session has now, over a restart. */
  readonly file: string
  /** Days for which they are kept then; may change. */
  readonly keepDays: () => number
  /** Whether a session or a task works in the folder, or below it. */
  readonly isUsed: (folder: string) => boolean
  /** Knows of work in it that is nowhere else. */
  readonly work: WorkInFolders
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'info' | 'warn'>
}

/** By name: when its last session went, in milliseconds since 1970. */
const Abandoned = z.record(z.string(), z.number())

/**
 * Removes the folders that Homeport made, some days after their last session is gone: time to look for what was in them.
 * Folders of people are never touched, nor what a link leads to, nor a repository with work that is nowhere else.
 */
export class ManagedFolders {
  readonly #deps: ManagedFoldersDeps
  #abandoned: Readonly<Record<string, number>>
  #callOff = () => {}
  #isStopped = false
  /** Since it was told last. */
  #removed = 0
  #sweeping: Promise<void> = Promise.resolve()

  constructor(deps: ManagedFoldersDeps) {
    this.#deps = deps
    this.#abandoned = read(deps.file)
  }

  /** A session that worked in the folder is gone. */
  sessionGone(folder: string): void {
    const name = this.#nameOf(folder)
    if (name !== null && !this.#deps.isUsed(this.#pathOf(name))) {
      this.#keep({ ...this.#abandoned, [name]: this.#deps.clock.now() })
      void this.sweep()
    }
  }

  /** Looks for what is due, now and from time to time. */
  start(): void {
    void this.sweep().finally(() => {
      if (!this.#isStopped) {
        this.#callOff = this.#deps.timers.after(EVERY_MS, () => this.start())
      }
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#callOff()
    await this.#sweeping
  }

  /** Removes what is due. Never rejects. */
  sweep(): Promise<void> {
    this.#sweeping = this.#sweeping.then(() => this.#sweepNow())
    return this.#sweeping
  }

  /** As `sweep`, and how many are gone since this was asked last. What they took nobody counts. */
  async removeDue(): Promise<{ readonly removed: number; readonly bytes: 0 }> {
    await this.sweep()
    const removed = this.#removed
    this.#removed = 0
    return { removed, bytes: 0 }
  }

  async #sweepNow(): Promise<void> {
    const { clock, keepDays, isUsed } = this.#deps
    for (const [name, since] of Object.entries(this.#abandoned)) {
      if (this.#isStopped) {
        return
      }
      if (isUsed(this.#pathOf(name)) || (since + keepDays() * DAY_MS <= clock.now() && (await this.#remove(name)))) {
        this.#keep(Object.fromEntries(Object.entries(this.#abandoned).filter(([other]) => other !== name)))
      }
    }
  }

  /** False: it is tried again later. Under another name first, so that nobody begins to work in what is being removed. */
  async #remove(name: string): Promise<boolean> {
    const folder = this.#pathOf(name)
    const going = path.join(this.#root(), `.removing-${name}`)
    try {
      const stats = await lstat(folder).catch(() => null)
      const why = stats?.isDirectory() === true ? await this.#deps.work.keepsWhy(folder) : null
      if (why !== null) {
        this.#deps.log.info('a folder whose sessions are gone is kept: it has work that is nowhere else', {
          folder,
          why,
        })
        return false
      }
      const gone = await this.#deps.work.leaving(folder)
      if (this.#deps.isUsed(folder)) {
        // Somebody began to work in it while it was looked at.
        return true
      }
      if (stats?.isDirectory() === true) {
        await rename(folder, going)
        this.#deps.log.info('a folder that Homeport made was removed: its sessions are gone', { folder })
        this.#removed += 1
      }
      await rm(going, { recursive: true, force: true })
      await gone()
      return true
    } catch (error) {
      this.#deps.log.warn('a folder whose sessions are gone cannot be removed', { folder, reason: failureText(error) })
      return false
    }
  }

  /** Of the folder right in `workspaces` that holds it; null: it is a person's own. */
  #nameOf(folder: string): string | null {
    const [name = '', ...below] = path.relative(this.#root(), folder).split(path.sep)
    const isOwn = name === '' || name === '..' || path.isAbsolute(path.join(name, ...below))
    return isOwn ? null : name
  }

  #pathOf(name: string): string {
    return path.join(this.#root(), name)
  }

  #root(): string {
    try {
      return realpathSync(this.#deps.workspaces)
    } catch {
      return path.resolve(this.#deps.workspaces)
    }
  }

  #keep(abandoned: Readonly<Record<string, number>>): void {
    this.#abandoned = abandoned
    try {
      replacePrivateFile(this.#deps.file, JSON.stringify(abandoned))
    } catch (error) {
      this.#deps.log.warn('which folders are to be removed cannot be kept', { reason: failureText(error) })
    }
  }
}

/** Names alone: what anybody wrote into the file leads nowhere else. */
function read(file: string): Readonly<Record<string, number>> {
  try {
    const kept = Abandoned.parse(JSON.parse(readFileSync(file, 'utf8')))
    return Object.fromEntries(
      Object.entries(kept).filter(([name]) => !/[/\\\0]/.test(name) && !['', '.', '..'].includes(name)),
    )
  } catch {
    return {}
  }
}
