import { describe, expect, test } from 'vitest'
import type { GitFile } from '#shared/operations/git.ts'
import { treeRows } from '#renderer/features/changes/git/files/folders.ts'
import { MAX_LANES, graphOf } from '#renderer/features/changes/git/history/graph.ts'

const commit = (id: string, ...parents: string[]) => ({ commit: id, parents })

describe('the graph of commits', () => {
  test('a line of commits is one lane', () => {
    const rows = graphOf([commit('c', 'b'), commit('b', 'a'), commit('a')])
    expect(rows.map(({ lane, width }) => [lane, width])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ])
    expect(rows[0]?.above).toEqual([])
    expect(rows.at(-1)?.below).toEqual([])
  })

  test('a merge opens a lane, which ends where both came from', () => {
    const rows = graphOf([commit('m', 'a', 'b'), commit('b', 'base'), commit('a', 'base'), commit('base')])
    expect(rows.map(({ lane }) => lane)).toEqual([0, 1, 0, 0])
    expect(rows[0]?.below).toEqual([
      { from: 0, to: 0 },
      { from: 0, to: 1 },
    ])
    expect(rows[3]?.above).toEqual([
      { from: 0, to: 0 },
      { from: 1, to: 0 },
    ])
  })

  test('every line that goes down arrives in the next row', () => {
    const rows = graphOf([
      commit('t1', 'x'),
      commit('t2', 'y'),
      commit('o', 'x', 'y', 'z'),
      commit('x', 'z'),
      commit('y', 'z'),
      commit('z'),
    ])
    rows.slice(1).forEach((row, index) => {
      const from = new Set(rows[index]?.below.map(({ to }) => to))
      expect(new Set(row.above.map((line) => line.from))).toEqual(from)
    })
  })

  test('however many branches there are, it is no wider than it may be', () => {
    const many = Array.from({ length: 50 }, (_, at) => commit(`t${at}`, `p${at}`))
    expect(Math.max(...graphOf(many).map(({ width }) => width))).toBe(MAX_LANES)
  })
})

const file = (path: string) => ({ path }) as GitFile

describe('files as a tree', () => {
  const files = ['src/db/pool.ts', 'src/app.ts', 'docs/a/b/c.md', 'readme.md'].map(file)
  const shown = (closed: readonly string[]) =>
    treeRows(files, new Set(closed)).map((row) =>
      row.kind === 'file' ? `${row.depth} ${row.file.path}` : `${row.depth} ${row.name}/ ${row.files.length}`,
    )

  test('folders come first, those that hold one folder alone as one', () => {
    expect(shown([])).toEqual([
      '0 docs/a/b/ 1',
      '1 docs/a/b/c.md',
      '0 src/ 2',
      '1 db/ 1',
      '2 src/db/pool.ts',
      '1 src/app.ts',
      '0 readme.md',
    ])
  })

  test('a closed one still counts what is in it', () => {
    expect(shown(['src', 'docs/a/b'])).toEqual(['0 docs/a/b/ 1', '0 src/ 2', '0 readme.md'])
  })
})
