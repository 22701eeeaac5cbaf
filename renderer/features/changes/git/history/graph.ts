import type { GitCommit } from '#shared/operations/git.ts'

/** How one row of the log is drawn: lanes from the left, each with the commit that it leads to. */
export interface GraphRow {
  /** Of the commit’s own point. */
  readonly lane: number
  /** Lines through the upper half of the row, from the lane above to the lane here. */
  readonly above: readonly Line[]
  /** And through the lower half, to the lanes of the row below. */
  readonly below: readonly Line[]
  /** Lanes that are in use. */
  readonly width: number
}

export interface Line {
  readonly from: number
  readonly to: number
}

/** More lanes are drawn as one. */
export const MAX_LANES = 12

/**
 * The graph of commits that come children first, as `git log --topo-order` has them. A lane leads down to the commit that it
 * waits for; a commit takes the first lane that waits for it, and the others end there.
 */
export function graphOf(commits: readonly Pick<GitCommit, 'commit' | 'parents'>[]): GraphRow[] {
  let lanes: (string | null)[] = []
  return commits.map(({ commit, parents }) => {
    const before = lanes
    const waiting = before.indexOf(commit)
    const lane = waiting === -1 ? freeLane(before) : waiting
    const after = before.map((one) => (one === commit ? null : one))
    const [first, ...others] = parents
    after[lane] = first ?? null
    const below: Line[] = first === undefined ? [] : [{ from: lane, to: lane }]
    for (const parent of others) {
      const known = after.indexOf(parent)
      const to = known === -1 ? freeLane(after) : known
      after[to] = parent
      below.push({ from: lane, to })
    }
    lanes = trimmed(after)
    const above = before.flatMap((one, at) => (one === null ? [] : [{ from: at, to: one === commit ? lane : at }]))
    const through = before.flatMap((one, at) =>
      one === null || one === commit || at === lane ? [] : [{ from: at, to: at }],
    )
    const width = Math.max(before.length, lanes.length, lane + 1)
    return drawn({ lane, above, below: [...through, ...below], width })
  })
}

function freeLane(lanes: readonly (string | null)[]): number {
  const free = lanes.findIndex((one) => one === null || one === undefined)
  return free === -1 ? lanes.length : free
}

function trimmed(lanes: readonly (string | null | undefined)[]): (string | null)[] {
  const last = lanes.findLastIndex((one) => one !== null && one !== undefined)
  return Array.from({ length: last + 1 }, (_, at) => lanes[at] ?? null)
}

function drawn(row: GraphRow): GraphRow {
  const bound = (lane: number) => Math.min(lane, MAX_LANES - 1)
  const lines = (all: readonly Line[]) => all.map(({ from, to }) => ({ from: bound(from), to: bound(to) }))
  return {
    lane: bound(row.lane),
    above: lines(row.above),
    below: lines(row.below),
    width: Math.min(row.width, MAX_LANES),
  }
}
