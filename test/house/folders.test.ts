import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { rooms } from './rooms.ts'
import { root, shippedSources, sourcesIn } from './sourceTree.ts'

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
  const crowded = [...roots].flatMap((room) => {
    const loose = sources.filter(({ name }) => folderOf(name) === room)
    return loose.length > MOST_AT_A_ROOT ? [`${room} has ${loose.length}`] : []
  })
  expect(roots.size).toBeGreaterThan(30)
  expect(crowded).toEqual([])
})

/** Tests of more than one room of the product, and what they share. */
const ofMany = [
  'test/main/electron',
  'test/renderer/browser',
  'test/renderer/panes',
  'test/renderer/pictures',
  'test/renderer/pictures/day',
  'test/renderer/pictures/gallery',
]

test('a test lies where what it tests lies: its folder is the room’s', () => {
  const folders = ['shared', 'server', 'main', 'renderer'].flatMap((room) =>
    sourcesIn(`test/${room}`).map(({ name }) => folderOf(name)),
  )
  const lost = [...new Set(folders)].filter(
    (folder) => !ofMany.includes(folder) && !existsSync(path.join(root, folder.slice('test/'.length))),
  )
  expect(folders.length).toBeGreaterThan(100)
  expect(lost).toEqual([])
})

/** So short a file with one reader is a step aside for whoever reads that one … */
const SHORT = 25

/** … unless the reader would grow too long by it. */
const LONG_ENOUGH = 250

/** What lies alone because everything of its kind does: a table in the shape of a folder. */
const oneFileEach: readonly (readonly [kind: RegExp, why: string])[] = [
  [/^server\/cli\/(commands|actions)\//, 'a command; what it does is loaded when it is called'],
  [/\/module\.ts$/, 'a room of the gateway'],
  [/^server\/host\/handlers\//, 'the handlers of a feature'],
  [/^server\/gateway\/auth\/store\//, 'a table of the database'],
  [/^server\/platform\/vault\//, 'a kind of vault'],
  [/^server\/doctor\/checks\//, 'a check'],
]

test(`a file of at most ${SHORT} lines with one reader is folded into it`, () => {
  const ours = sources.filter(({ name }) => /^(server|shared|main)\//.test(name))
  const linesOf = new Map(ours.map(({ name, text }) => [name, text.trimEnd().split('\n').length]))
  const alone = ours.flatMap(({ name }) => {
    const readers = sources.filter(({ imports }) => imports.includes(name)).map((reader) => reader.name)
    const [reader] = readers
    const lines = linesOf.get(name) ?? 0
    const isAlone =
      reader !== undefined &&
      readers.length === 1 &&
      lines <= SHORT &&
      // What puts others together holds nothing of its own.
      !reader.endsWith('/compose.ts') &&
      (linesOf.get(reader) ?? 0) + lines <= LONG_ENOUGH &&
      !oneFileEach.some(([kind]) => kind.test(name))
    return isAlone ? [`${name} belongs into ${reader}`] : []
  })
  expect(alone).toEqual([])
})

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/'))
}
