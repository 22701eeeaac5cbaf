import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type Room, rendererFloors, rooms } from '../rooms.ts'
import { root } from '../sourceTree.ts'

interface Pattern {
  readonly regex: string
  readonly message: string
}

const tops = ['shared', 'server', 'main', 'renderer']

/** In every room of the product. */
const everywhere: readonly Pattern[] = [
  {
    regex: String.raw`^#test/|^\.\.?/(.*/)?test/`,
    message: 'Product code never imports test/. What both need belongs to the product, as server/demo does.',
  },
  {
    regex: String.raw`^(\.\./)+(${tops.join('|')})/`,
    message: 'Cross into another room by its # name: #shared/…, #server/…',
  },
]

/**
 * The walls as the linter knows them, so that an editor shows a wrong import while it is typed. `test/house/walls.test.ts` follows
 * every import to its end and is the one that decides.
 */
export function lintWalls(): string {
  const broadestFirst = rooms.toSorted((one, other) => depth(one.folder) - depth(other.folder))
  const overrides = [...broadestFirst.map(wallOfRoom), ...rendererFloors.flat().map(wallOfPart)]
  return JSON.stringify({ plugins: ['eslint'], overrides })
}

function wallOfRoom({ folder, mayImport, never, because }: Room): object {
  return wall(folder, [
    ...wrongRooms(folder, mayImport, `${folder} may import ${list(mayImport)}. ${because}`),
    ...(never === undefined ? [] : [{ regex: never.source, message: `This package is not for ${folder}. ${because}` }]),
  ])
}

/** A part of the page: what holds for the page, the floors above it, and the other features when it is one. */
function wallOfPart(part: string): object {
  const page = rooms.find(({ folder }) => folder === 'renderer')
  const floor = rendererFloors.findIndex((parts) => parts.includes(part))
  const above = rendererFloors.slice(0, floor).flat()
  const message = 'The page’s floors import downwards, and features do not import features (test/house/rooms.ts).'
  const refused = [...above, ...(part === 'renderer/features' ? [part] : [])]
  return wall(part, [
    ...wrongRooms('renderer', page?.mayImport ?? [], `renderer may import ${list(page?.mayImport ?? [])}.`),
    ...(page?.never === undefined ? [] : [{ regex: page.never.source, message: page.because }]),
    ...(refused.length === 0 ? [] : [{ regex: `^#(${refused.map(asPattern).join('|')})`, message }]),
  ])
}

function wall(folder: string, patterns: readonly Pattern[]): object {
  const paths = folder.startsWith('renderer') ? { paths: [lazy] } : {}
  const rule = ['error', { ...paths, patterns: [...patterns, ...everywhere] }]
  return { files: [isFile(folder) ? folder : `${folder}/**`], rules: { 'no-restricted-imports': rule } }
}

const lazy = {
  name: 'react',
  importNames: ['lazy'],
  message: 'renderer/ui/lazyComponent.tsx asks again for code that does not come, and says so.',
}

/** Everything that is neither the room nor what it may import, as short as it can be said. */
function wrongRooms(folder: string, mayImport: readonly string[], message: string): Pattern[] {
  const allowed = [folder, ...mayImport]
  const wrong = tops.flatMap((top) => besides(top, allowed))
  const beside = wrong
    .filter((place) => folder.startsWith(`${path.posix.dirname(place)}/`))
    .map((place) => path.posix.basename(place))
    // A folder of the same name inside the room is reached by the same words.
    .filter((name) => !existsSync(path.join(root, folder, name)))
  return [
    { regex: `^#(${wrong.map(asPattern).join('|')})`, message },
    ...(beside.length === 0 ? [] : [{ regex: String.raw`^(\.\./)+(${beside.map(asPattern).join('|')})`, message }]),
  ]
}

/** The linter's patterns cannot look ahead: what is not allowed has to be named. */
function besides(place: string, allowed: readonly string[]): string[] {
  if (allowed.some((room) => place === room)) {
    return []
  }
  if (!allowed.some((room) => room.startsWith(`${place}/`))) {
    return [place]
  }
  return readdirSync(path.join(root, place), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name === 'index.ts')
    .map(({ name }) => name)
    .toSorted()
    .flatMap((name) => besides(`${place}/${name}`, allowed))
}

function asPattern(place: string): string {
  return isFile(place) ? `${place.replaceAll('.', String.raw`\.`)}$` : `${place}/`
}

function isFile(place: string): boolean {
  return /\.tsx?$/.test(place)
}

function list(places: readonly string[]): string {
  return places.length === 0 ? 'no other room' : places.join(', ')
}

function depth(place: string): number {
  return place.split('/').length
}
