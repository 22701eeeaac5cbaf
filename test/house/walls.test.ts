import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { gatewayLayers, rendererFloors, rooms } from './rooms.ts'
import { importsOf, resolveImport } from '../../.setup/importsOf.ts'
import { root, shippedSources } from './sourceTree.ts'

const sources = shippedSources()
const own = /^(shared|server|main|renderer|test)\//

function within(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`)
}

function roomOf(file: string) {
  return rooms.find((room) => within(file, room.folder))
}

function featureOf(file: string): string | undefined {
  return /^renderer\/features\/([^/.]+)/.exec(file)?.[1]
}

function floorOf(file: string): number {
  return rendererFloors.findIndex((floor) => floor.some((part) => within(file, part)))
}

/** From 0, the highest. */
function layerOf(file: string): number {
  const folder = /^server\/gateway\/([^/]+)\//.exec(file)?.[1]
  return folder === undefined ? 0 : gatewayLayers.findIndex((layer) => layer.includes(folder))
}

/** Every import that `isWrong`, as a readable line. */
function wrongImports(isWrong: (file: string, imported: string) => boolean): string[] {
  return sources.flatMap(({ name, imports }) =>
    imports.filter((imported) => isWrong(name, imported)).map((imported) => `${name} imports ${imported}`),
  )
}

describe('the walls between the rooms', () => {
  test('a room imports only the rooms it may', () => {
    const wrong = wrongImports((file, imported) => {
      const room = roomOf(file)
      const allowed = room === undefined ? [] : [room.folder, ...room.mayImport]
      return own.test(imported) && !allowed.some((folder) => within(imported, folder))
    })
    expect(wrong).toEqual([])
  })

  test('a room names only the packages it may', () => {
    const wrong = wrongImports(
      (file, imported) => !own.test(imported) && (roomOf(file)?.never?.test(imported) ?? false),
    )
    expect(wrong).toEqual([])
  })

  test('the session domain is handed what implements its ports', () => {
    const wrong = wrongImports(
      (file, imported) =>
        within(file, 'server/host/sessions') &&
        within(imported, 'server/host') &&
        !within(imported, 'server/host/sessions'),
    )
    expect(wrong).toEqual([])
  })

  test('features do not import features', () => {
    const wrong = wrongImports((file, imported) => {
      const [from, to] = [featureOf(file), featureOf(imported)]
      return from !== undefined && to !== undefined && from !== to
    })
    expect(wrong).toEqual([])
  })

  test('in the page nothing imports a floor above it', () => {
    const wrong = wrongImports(
      (file, imported) =>
        within(file, 'renderer') && own.test(imported) && floorOf(imported) !== -1 && floorOf(imported) < floorOf(file),
    )
    expect(wrong).toEqual([])
  })

  test('in the gateway modules stand on the kernel, transports on modules, and nothing on what is above it', () => {
    const folders = readdirSync(path.join(root, 'server/gateway'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect(gatewayLayers.flat().toSorted()).toEqual(folders.toSorted())
    const wrong = wrongImports(
      (file, imported) =>
        within(file, 'server/gateway') && within(imported, 'server/gateway') && layerOf(imported) < layerOf(file),
    )
    expect(wrong).toEqual([])
  })

  test('no files import each other in a circle', () => {
    expect(circles(new Map(sources.map(({ name, imports }) => [name, imports])))).toEqual([])
  })

  test('no folders import each other in a circle, whatever their files do', () => {
    expect(folders.flatMap((folder) => circles(insideOf(folder)))).toEqual([])
  })
})

const folders = [
  ...new Set(
    sources.flatMap(({ name }) => {
      const parts = name.split('/').slice(0, -1)
      return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    }),
  ),
]

/** What lies in a folder side by side, and what of it imports what: its own folders as one thing each, and loose files. */
function insideOf(folder: string): ReadonlyMap<string, readonly string[]> {
  const partOf = (file: string) => `${folder}/${file.slice(folder.length + 1).split('/')[0] ?? ''}`
  const graph = new Map<string, Set<string>>()
  for (const { name, imports } of sources.filter((source) => within(source.name, folder))) {
    const part = partOf(name)
    const others = imports.filter((imported) => within(imported, folder)).map(partOf)
    graph.set(part, new Set([...(graph.get(part) ?? []), ...others.filter((other) => other !== part)]))
  }
  return new Map([...graph].map(([part, others]) => [part, [...others]]))
}

describe('reading imports', () => {
  test.each([
    ["import { a } from '#shared/a.ts'", ['#shared/a.ts']],
    ["import type { A } from './a.ts'\nimport b from 'b'", ['./a.ts', 'b']],
    ["import {\n  a,\n  b,\n} from '../x.ts'", ['../x.ts']],
    ["export { a } from './a.ts'", ['./a.ts']],
    ["import './tokens.css'", ['./tokens.css']],
    ["const page = () => import('./page.tsx')", ['./page.tsx']],
    ["// import { a } from 'never'", []],
  ])('%s', (text, expected) => {
    expect(importsOf(text)).toEqual(expected)
  })

  test('relative paths and # names meet in one form', () => {
    expect(resolveImport('server/host/entry.ts', '../link/link.ts')).toBe('server/link/link.ts')
    expect(resolveImport('server/host/entry.ts', '#server/link/link.ts')).toBe('server/link/link.ts')
  })
})

/** Every circle of imports, as the path that closes it. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const finished = new Set<string>()
  const found: string[] = []
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) {
      found.push([...way.slice(way.indexOf(file)), file].join(' → '))
      return
    }
    if (!finished.has(file)) {
      graph.get(file)?.forEach((next) => visit(next, [...way, file]))
      finished.add(file)
    }
  }
  graph.forEach((_imports, file) => visit(file, []))
  return found
}
