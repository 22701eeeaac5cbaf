import { existsSync } from 'node:fs'
import { failureText } from '#server/platform/failure.ts'
import { Git, type GitDeps } from '../../git/running/git.ts'
import { planPruning, prunePoints } from './pruning.ts'

export interface ProjectPointsDeps extends GitDeps {
  /** The topmost folders of repositories in which anybody has said how points are made. */
  readonly projects: () => readonly string[]
  /** In its turn with all else that Homeport does in the folder. */
  readonly inTurn: <T>(folder: string, work: () => Promise<T>) => Promise<T>
}

/** The points of all projects, one after the other. `before`: milliseconds since 1970; later ones stay. */
export class ProjectPoints {
  readonly #deps: ProjectPointsDeps

  constructor(deps: ProjectPointsDeps) {
    this.#deps = deps
  }

  /** Takes out what may go. A project that fails keeps no other from it: `problem` tells the first. */
  async prune(before: number): Promise<{ readonly removed: number; readonly problem: string | null }> {
    return this.#each((git) =>
      prunePoints(git, { before: before / 1000 }, (work) => this.#deps.inTurn(git.folder, work)),
    )
  }

  /** How many would go. */
  async due(before: number): Promise<number> {
    return (await this.#each(async (git) => (await planPruning(git, { before: before / 1000 })).goes.size)).removed
  }

  async #each(once: (git: Git) => Promise<number>): Promise<{ removed: number; problem: string | null }> {
    let removed = 0
    let problem: string | null = null
    for (const project of this.#deps.projects().filter((folder) => existsSync(folder))) {
      try {
        removed += await once(new Git(project, this.#deps))
      } catch (error) {
        problem ??= `${project}: ${failureText(error)}`
      }
    }
    return { removed, problem }
  }
}
