import type { Git } from '../../git/running/git.ts'

/** A commit beside all branches that is nowhere else. */
export interface BesideCommit {
  readonly commit: string
  /** The first one is what its changes are counted from. */
  readonly parents: readonly string[]
  readonly time: number
  /** Empty: it is none of Homeport's, or on a person's branch by now. */
  readonly session_id: string
  /** It brings what is nowhere else: a content, a mode, or where a submodule stands. */
  readonly isUnique: boolean
}

export interface Pruning {
  readonly refs: readonly { readonly ref: string; readonly tip: string }[]
  /** Those before come first. */
  readonly commits: readonly BesideCommit[]
  readonly goes: ReadonlySet<string>
}

/** Commits hold a name, a time and a message. */
const MOST_BYTES = 4 * 1024 * 1024

/**
 * Writes what stands above commits that go anew, each as it was but for where it stands. Nothing points at them yet. @returns the new
 * name of each that has another one now; of one that goes, that of what comes in its place, where it is one.
 */
export async function rewrite(git: Git, { commits, goes }: Pruning): Promise<ReadonlyMap<string, string>> {
  const graph = new Graph(commits)
  const now = new Map<string, string>()
  for (const one of commits) {
    const parents = graph.parentsWithout(one, goes).map((parent) => now.get(parent) ?? parent)
    if (goes.has(one.commit)) {
      continue
    }
    if (parents.join(' ') !== one.parents.join(' ')) {
      now.set(one.commit, await writeAgain(git, { commit: one.commit, parents }))
    }
  }
  return now
}

/** How commits beside all branches stand to each other. */
export class Graph {
  readonly #byName: ReadonlyMap<string, BesideCommit>
  /** Of each that goes: what stands in its place. */
  readonly #instead = new Map<string, readonly string[]>()

  constructor(commits: readonly BesideCommit[]) {
    this.#byName = new Map(commits.map((one) => [one.commit, one]))
  }

  /**
   * Its parents, and for those that go theirs. Asked of all, those before first. Of commits that are elsewhere anyway the nearest one is
   * enough; what is nobody's else stays reachable.
   */
  parentsWithout({ commit, parents }: BesideCommit, goes: ReadonlySet<string>): readonly string[] {
    if (!parents.some((parent) => goes.has(parent))) {
      return this.#noted(commit, parents, goes)
    }
    const all = [...new Set(parents.flatMap((parent) => this.#instead.get(parent) ?? [parent]))]
    const nearest = all.find((parent) => !this.#byName.has(parent))
    const inside = all.filter((parent) => this.#byName.has(parent))
    const isBelow = (parent: string) => inside.some((other) => other !== parent && this.#reaches(other, parent))
    const result = all.filter((parent) => parent === nearest || (this.#byName.has(parent) && !isBelow(parent)))
    return this.#noted(commit, result, goes)
  }

  #noted(commit: string, parents: readonly string[], goes: ReadonlySet<string>): readonly string[] {
    if (goes.has(commit)) {
      this.#instead.set(commit, parents)
    }
    return parents
  }

  #reaches(from: string, to: string): boolean {
    const seen = new Set<string>()
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === to) {
        return true
      }
      for (const parent of this.#byName.get(at)?.parents ?? []) {
        if (this.#byName.has(parent) && !seen.has(parent)) {
          seen.add(parent)
          open.push(parent)
        }
      }
    }
    return false
  }
}

async function writeAgain(
  git: Git,
  { commit, parents }: { readonly commit: string; readonly parents: readonly string[] },
): Promise<string> {
  const text = await git.read(['cat-file', 'commit', commit], { max_bytes: MOST_BYTES })
  const input = withParents(text, parents)
  const args = ['hash-object', '-t', 'commit', '-w', '--stdin']
  return (await git.run('staging', { args, input })).toString('latin1').trim()
}

/** A commit as Git keeps it, with other parents; what was signed was the one before. */
export function withParents(commit: Uint8Array, parents: readonly string[]): Uint8Array {
  // One character for each byte: a message may be in any encoding.
  const text = Buffer.from(commit).toString('latin1')
  const end = text.indexOf('\n\n')
  const lines: string[] = []
  let isSignature = false
  for (const line of text.slice(0, end).split('\n')) {
    isSignature = line.startsWith(' ') ? isSignature : line.startsWith('gpgsig')
    if (!isSignature && !line.startsWith('parent ')) {
      lines.push(line)
    }
  }
  const [tree = '', ...others] = lines
  const header = [tree, ...parents.map((parent) => `parent ${parent}`), ...others].join('\n')
  return Buffer.from(header + text.slice(end), 'latin1')
}
