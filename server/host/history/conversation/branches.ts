import type { Database } from 'better-sqlite3'
import { type LineKind, lineKind } from '../lines/lineKind.ts'

/** A line of a conversation, as the index knows it. */
export interface IndexedLine {
  readonly line: number
  readonly offset: number
  readonly length: number
  readonly uuid: string
  readonly parent: string | null
  readonly kind: LineKind
  readonly part: number
}

/** One way through a conversation that has several. */
export interface Way {
  /** Its lines in the order of the file, without those that nobody sees. */
  readonly lines: readonly IndexedLine[]
  /** Messages with which the conversation went other ways, and the last line of each. */
  readonly branches: readonly { readonly leaf: string; readonly prompt: IndexedLine }[]
}

/** More lines than one answer is made from; of a longer conversation the latest are read. */
const MOST_LINES = 200_000

export function linesOf(database: Database, fileId: number): readonly IndexedLine[] {
  return database
    .prepare<[number], IndexedLine>(
      `SELECT line, offset, length, uuid, parent, kind, part FROM lines WHERE file_id = ? ORDER BY line DESC LIMIT ${MOST_LINES}`,
    )
    .all(fileId)
    .toReversed()
}

/**
 * The way that ends with `leaf`; null: the one that Claude Code goes on with when it resumes the conversation, which is
 * the one that was written to last (measured: of two programs that wrote, the last one's lines are gone on from).
 *
 * A way is the chain of parents from its end. Calls that ran at the same time, and what they gave back, hang beside the
 * chain: whatever is reached without another message of a person's belongs to the way as well. So every branch begins with
 * a message.
 */
export function wayTo(lines: readonly IndexedLine[], leaf: string | null): Way | null {
  const at = positionsOf(lines)
  const end = leaf === null ? lines.findLastIndex(({ kind }) => isSeen(kind)) : (at.get(leaf) ?? -1)
  if (end === -1) {
    return leaf === null ? { lines: [], branches: [] } : null
  }
  const parents = parentsOf(lines, at)
  const placed = place(lines, parents, chainTo(parents, end))
  const own = lines.filter((line, index) => placed[index] === OWN && isSeen(line.kind))
  return { lines: own, branches: branchesIn(lines, placed) }
}

/** Of the lines before the end of a branch that a person asked for, the branch is what lies beside. */
const OWN = -1

/** Where the line stands that each line comes after; -1: nowhere in what was read. */
function parentsOf(lines: readonly IndexedLine[], at: ReadonlyMap<string, number>): Int32Array {
  return Int32Array.from(lines, ({ parent }) => (parent === null ? NOWHERE : (at.get(parent) ?? NOWHERE)))
}

const NOWHERE = -1

function positionsOf(lines: readonly IndexedLine[]): ReadonlyMap<string, number> {
  const at = new Map<string, number>()
  for (const [index, { uuid }] of lines.entries()) {
    // Written again after a summary: the first one has the place.
    if (!at.has(uuid)) {
      at.set(uuid, index)
    }
  }
  return at
}

function chainTo(parents: Int32Array, end: number): ReadonlySet<number> {
  const chain = new Set<number>()
  for (let index = end; index !== NOWHERE && !chain.has(index); index = parents[index] ?? NOWHERE) {
    chain.add(index)
  }
  return chain
}

/** For each line `OWN`, or the position of the message with which its branch begins. Linear: each line is placed once. */
function place(lines: readonly IndexedLine[], parents: Int32Array, chain: ReadonlySet<number>): Int32Array {
  const placed = new Int32Array(lines.length).fill(UNPLACED)
  for (const index of chain) {
    placed[index] = OWN
  }
  for (const start of lines.keys()) {
    const climbed: number[] = []
    let index = start
    while (index !== NOWHERE && placed[index] === UNPLACED) {
      // Marked on the way, so that a circle ends.
      placed[index] = OWN
      climbed.push(index)
      index = parents[index] ?? NOWHERE
    }
    let branch = placed[index] ?? OWN
    for (const step of climbed.toReversed()) {
      branch = branch === OWN && lines[step]?.kind === lineKind.prompt ? step : branch
      placed[step] = branch
    }
  }
  return placed
}

const UNPLACED = -2

function branchesIn(lines: readonly IndexedLine[], placed: Int32Array): Way['branches'] {
  const ends = new Map<number, IndexedLine>()
  for (const [index, line] of lines.entries()) {
    const branch = placed[index] ?? OWN
    if (branch !== OWN && isSeen(line.kind)) {
      ends.set(branch, line)
    }
  }
  return [...ends].flatMap(([branch, { uuid }]) => {
    const prompt = lines[branch]
    return prompt === undefined ? [] : [{ leaf: uuid, prompt }]
  })
}

function isSeen(kind: LineKind): boolean {
  return kind !== lineKind.link && kind !== lineKind.note
}
