import type { AutoCommitRules } from '#shared/operations/autoCommit.ts'
import type { Project } from '../project.ts'
import { listChanges, stampsOf } from './changedFiles.ts'

interface Watched {
  /** What was changed when it was looked at last, and since when it is that. */
  readonly signature: string
  readonly since: number
  /** What it was when it was committed last. */
  readonly committed: string | null
}

/** Knows how long nobody has changed anything in folders, and what of it was committed. Looking runs nothing of the repository. */
export class Quiet {
  readonly #folders = new Map<string, Watched>()

  forget(top: string): void {
    this.#folders.delete(top)
  }

  /** Whether the rules ask for a commit. `now`: monotonic, in milliseconds. */
  async isDue(at: Project, { quiet_seconds, files }: AutoCommitRules, now: number): Promise<boolean> {
    const { signature, count } = await look(at)
    const before = this.#folders.get(at.top)
    const since = before?.signature === signature ? before.since : now
    this.#folders.set(at.top, { signature, since, committed: before?.committed ?? null })
    if (count === 0 || before?.committed === signature) {
      return false
    }
    return (quiet_seconds !== null && now - since >= quiet_seconds * 1000) || (files !== null && count >= files)
  }

  /** What was there when it was looked at last was committed, where it may be. */
  committed(top: string): void {
    const before = this.#folders.get(top)
    if (before !== undefined) {
      this.#folders.set(top, { ...before, committed: before.signature })
    }
  }
}

async function look({ git, top }: Project): Promise<{ signature: string; count: number }> {
  const changed = await listChanges(git, { mode: 'reading' })
  const stamps = await stampsOf(top, changed)
  return { signature: JSON.stringify([...stamps]), count: changed.length }
}
