import { createHash } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import type { Git } from '../../git/running/git.ts'
import type { BesideCommit } from './beside.ts'

type Placed = Pick<BesideCommit, 'commit' | 'parents'>

/** What goes, and where what stays stands then. */
export interface Without {
  readonly goes: ReadonlySet<string>
  /** By commit; of those that stay. */
  readonly parents: ReadonlyMap<string, readonly string[]>
}

/** What stands in the place of one that goes. Where more would, it stays. */
const MOST_INHERITED = 16
/** Others have their turn after so many. */
const IN_A_ROW = 500
const WRITING_MS = 120_000

/**
 * Takes commits out of a history: whoever stands on one that goes stands on what that stood on. Of commits that are elsewhere anyway the
 * nearest one is enough; all others stay reachable. `commits`: those before come first. Time grows with their number alone.
 */
export function without(commits: readonly Placed[], asked: ReadonlySet<string>): Without {
  const below = reachable(commits)
  const goes = new Set<string>()
  const instead = new Map<string, readonly string[]>()
  const parents = new Map<string, readonly string[]>()
  for (const { commit, parents: before } of commits) {
    const inherited = before.some((parent) => goes.has(parent)) ? shortened(before, instead, below) : before
    if (asked.has(commit) && inherited.length <= MOST_INHERITED) {
      goes.add(commit)
      instead.set(commit, inherited)
    } else {
      parents.set(commit, inherited)
    }
  }
  return { goes, parents }
}

function shortened(
  parents: readonly string[],
  instead: ReadonlyMap<string, readonly string[]>,
  below: (commit: string, other: string) => boolean | null,
): readonly string[] {
  const all = [...new Set(parents.flatMap((parent) => instead.get(parent) ?? [parent]))]
  const isInside = (parent: string) => below(parent, parent) !== null
  const nearest = all.find((parent) => !isInside(parent))
  return all.filter(
    (parent) =>
      parent === nearest ||
      (isInside(parent) && !all.some((other) => other !== parent && below(parent, other) === true)),
  )
}

/** Whether one is below another; null: one of them is none of these. A bit for each of each: 13 MB for ten thousand. */
function reachable(commits: readonly Placed[]): (commit: string, other: string) => boolean | null {
  const places = new Map(commits.map(({ commit }, at) => [commit, at]))
  const reached: Uint32Array[] = []
  commits.forEach(({ parents }, at) => {
    const mine = new Uint32Array((at >> 5) + 1)
    for (const parent of parents) {
      const place = places.get(parent)
      reached[place ?? -1]?.forEach((bits, word) => (mine[word] = (mine[word] ?? 0) | bits))
      if (place !== undefined) {
        mine[place >> 5] = (mine[place >> 5] ?? 0) | (1 << (place & 31))
      }
    }
    reached.push(mine)
  })
  return (commit, other) => {
    const [at, above] = [places.get(commit), places.get(other)]
    return at === undefined || above === undefined ? null : (((reached[above]?.[at >> 5] ?? 0) >>> (at & 31)) & 1) === 1
  }
}

export interface Rewriting extends Without {
  readonly commits: readonly Placed[]
  readonly texts: ReadonlyMap<string, Uint8Array>
}

/**
 * Writes what stands above commits that go anew, each as it was but for where it stands. Nothing points at them yet. @returns the new
 * name of each that has another one now.
 */
export async function rewrite(git: Git, { commits, texts, parents }: Rewriting): Promise<ReadonlyMap<string, string>> {
  const now = new Map<string, string>()
  const made: Uint8Array[] = []
  for (const [at, { commit, parents: before }] of commits.entries()) {
    const after = (parents.get(commit) ?? before).map((parent) => now.get(parent) ?? parent)
    const text = texts.get(commit)
    if (parents.has(commit) && text !== undefined && after.join(' ') !== before.join(' ')) {
      const written = withParents(text, after)
      now.set(commit, nameOf(written, algorithmOf(commit)))
      made.push(written)
    }
    if (at % IN_A_ROW === IN_A_ROW - 1) {
      await turn()
    }
  }
  if (made.length > 0) {
    const input = await packOf(made, algorithmOf(commits[0]?.commit ?? ''))
    await git.run('staging', { args: ['unpack-objects', '-q'], input, timeout_ms: WRITING_MS })
  }
  return now
}

function algorithmOf(name: string): 'sha1' | 'sha256' {
  return name.length === 64 ? 'sha256' : 'sha1'
}

function nameOf(commit: Uint8Array, algorithm: string): string {
  return createHash(algorithm).update(`commit ${commit.length}\0`).update(commit).digest('hex')
}

const deflated = promisify<Uint8Array, Buffer>(deflate)
const COMMIT = 1

/** Commits for `unpack-objects`, each whole (gitformat-pack(5)). */
async function packOf(commits: readonly Uint8Array[], algorithm: string): Promise<Buffer> {
  const head = Buffer.from('PACK\0\0\0\u0002\0\0\0\0', 'latin1')
  head.writeUInt32BE(commits.length, 8)
  const parts: Uint8Array[] = [head]
  for (const commit of commits) {
    parts.push(sizeOf(commit.length), await deflated(commit))
  }
  const whole = Buffer.concat(parts)
  return Buffer.concat([whole, createHash(algorithm).update(whole).digest()])
}

/** Four bits beside the kind, then seven each; all but the last say that more follow. */
function sizeOf(length: number): Uint8Array {
  const bytes = [(COMMIT << 4) | (length & 15)]
  for (let rest = Math.floor(length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(rest % 128)
  }
  return Uint8Array.from(bytes, (byte, at) => (at < bytes.length - 1 ? byte | 128 : byte))
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
