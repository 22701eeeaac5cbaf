import { describe, expect, test } from 'vitest'
import { withParents, without } from '#server/host/autoCommit/points/rewriting.ts'

describe('a commit written anew', () => {
  test('is as it was but for where it stands and what was signed', () => {
    const before = [
      'tree 1',
      'parent 2',
      'parent 3',
      'author Jörg <j@x> 1 +0100',
      'committer Jörg <j@x> 2 +0100',
      'encoding latin1',
      'gpgsig -----BEGIN',
      ' abc',
      ' -----END',
      'mergetag object 9',
      ' parent 5',
      '',
      'parent 7 is no parent',
      '',
    ].join('\n')
    const after = withParents(Buffer.from(before, 'latin1'), ['4'])
    expect(Buffer.from(after).toString('latin1').split('\n')).toEqual([
      'tree 1',
      'parent 4',
      'author Jörg <j@x> 1 +0100',
      'committer Jörg <j@x> 2 +0100',
      'encoding latin1',
      'mergetag object 9',
      ' parent 5',
      '',
      'parent 7 is no parent',
      '',
    ])
  })

  test('stands on the nearest commit of the branch, however many points went below it', () => {
    const commits = Array.from({ length: 300 }, (_, at) => ({
      commit: `p${at}`,
      parents: at === 0 ? ['head0'] : [`head${at}`, `p${at - 1}`],
    }))
    const { parents } = without(commits, new Set(commits.slice(0, -1).map(({ commit }) => commit)))
    expect([...parents]).toEqual([['p299', ['head299']]])
  })

  test('has few parents, however many commits points stood on that have nothing to do with each other: some stay', () => {
    const count = 2_000
    const commits = Array.from({ length: count }, (_, at) => [
      { commit: `h${at}`, parents: ['base'] },
      { commit: `p${at}`, parents: at === 0 ? ['h0'] : [`h${at}`, `p${at - 1}`] },
    ]).flat()
    const asked = new Set(commits.map(({ commit }) => commit).filter((commit) => commit.startsWith('p')))
    asked.delete(`p${count - 1}`)
    const { goes, parents } = without(commits, asked)
    expect(Math.max(...[...parents.values()].map(({ length }) => length))).toBeLessThan(20)
    expect(goes.size).toBeGreaterThan(count * 0.9)
    const reached = new Set<string>([`p${count - 1}`])
    for (const { commit } of commits.toReversed()) {
      for (const parent of reached.has(commit) ? (parents.get(commit) ?? []) : []) {
        reached.add(parent)
      }
    }
    expect(commits.filter(({ commit }) => !goes.has(commit) && !reached.has(commit))).toEqual([])
  })
})
