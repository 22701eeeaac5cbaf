import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { rooms } from '../rooms.ts'
import { root } from '../sourceTree.ts'

/** The folders of the TypeScript projects that are rooms; a narrower room lies inside the project of a wider one. */
export const projects = [...new Set(rooms.map(({ folder }) => projectOf(folder)))].toSorted()

/** A room's tsconfig.json with its references made anew: what the rooms in it may import, and what lies inside it. */
export function roomConfig(project: string): string {
  const imported = rooms
    .filter(({ folder }) => projectOf(folder) === project)
    .flatMap(({ mayImport }) => mayImport.map((place) => projectOf(place)))
  const inside = projects.filter((other) => other.startsWith(`${project}/`))
  const { config, write } = configOf(`${project}/tsconfig.json`)
  const exclude = inside.length === 0 ? {} : { exclude: inside.map((other) => path.posix.relative(project, other)) }
  return write({ ...config, ...exclude, references: referencesFrom(project, [...imported, ...inside]) })
}

/** The tests' tsconfig.json: they may import everything. */
export function testConfig(): string {
  const { config, write } = configOf('test/tsconfig.json')
  return write({ ...config, references: referencesFrom('test', [...projects, '.setup']) })
}

/** The checkout's tsconfig.json: every project that no other one brings with it. */
export function rootConfig(): string {
  const { config, write } = configOf('tsconfig.json')
  const tops = projects.filter((project) => !project.includes('/'))
  return write({ ...config, references: referencesFrom('.', ['.setup', ...tops, 'test']) })
}

function configOf(file: string) {
  const config = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, unknown>
  return { config, write: (changed: object) => JSON.stringify(changed) }
}

function referencesFrom(project: string, others: readonly string[]): object[] {
  const needed = new Set(others.filter((other) => other !== project))
  return [...needed].toSorted().map((other) => ({ path: path.posix.relative(project, other) }))
}

function projectOf(place: string): string {
  return existsSync(path.join(root, place, 'tsconfig.json')) ? place : projectOf(path.posix.dirname(place))
}
