import { expect, test } from 'vitest'
import { rooms } from './rooms.ts'
import { shippedSources } from './sourceTree.ts'

/** A newcomer reads the root of a room first; more than this and it is a drawer that nobody reads. */
const MOST_AT_A_ROOT = 5

/** In these every folder stands for a room of its own. */
const holdRooms = ['server', 'server/gateway', 'server/host']

const sources = shippedSources()

test(`at most ${MOST_AT_A_ROOT} files lie at the root of a room: a reader sees its folders first`, () => {
  const roots = new Set([
    ...rooms.map(({ folder }) => folder).filter((folder) => !folder.endsWith('.ts')),
    ...sources.map(({ name }) => folderOf(name)).filter((folder) => holdRooms.includes(folderOf(folder))),
    'shared/client',
  ])
  const crowded = [...roots].flatMap((root) => {
    const loose = sources.filter(({ name }) => folderOf(name) === root)
    return loose.length > MOST_AT_A_ROOT ? [`${root} has ${loose.length}`] : []
  })
  expect(roots.size).toBeGreaterThan(30)
  expect(crowded).toEqual([])
})

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/'))
}
