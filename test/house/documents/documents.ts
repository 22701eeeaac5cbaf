import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../sourceTree.ts'
import { apiPage } from './apiPage.ts'
import { commandsPage } from './commandsPage.ts'
import { decisionsFolder, decisionsIndex } from './decisionsIndex.ts'
import { errorsPage } from './errorsPage.ts'
import { framesPage } from './framesPage.ts'
import { laidOut, withPart } from './layout.ts'
import { lintWalls } from './lintWalls.ts'
import { projects, roomConfig, rootConfig, testConfig } from './projectReferences.ts'
import { roomsTable } from './roomsTable.ts'
import { sentencesPage } from './sentencesPage.ts'
import { settingsPage } from './settingsPage.ts'

const ARCHITECTURE = 'resources/docs/architecture.md'

export interface Document {
  /** From the checkout, with forward slashes. */
  readonly file: string
  readonly write: () => string
}

/** Every page that is made from what the program itself is made from, and the configuration that is made from the rooms. */
export const documents: readonly Document[] = [
  { file: 'resources/docs/reference/settings.md', write: settingsPage },
  { file: 'resources/docs/reference/commands.md', write: commandsPage },
  { file: 'resources/docs/reference/api.md', write: apiPage },
  { file: 'resources/docs/reference/frames.md', write: framesPage },
  { file: 'resources/docs/reference/errors.md', write: errorsPage },
  { file: 'resources/docs/reference/sentences.md', write: sentencesPage },
  { file: `${decisionsFolder}/README.md`, write: decisionsIndex },
  { file: ARCHITECTURE, write: architecturePage },
  { file: '.oxlintrc.rooms.json', write: lintWalls },
  { file: 'tsconfig.json', write: rootConfig },
  { file: 'test/tsconfig.json', write: testConfig },
  ...projects.map((project) => ({ file: `${project}/tsconfig.json`, write: () => roomConfig(project) })),
]

/** The page as it should be, laid out as the formatter wants it. */
export function writtenDocument({ file, write }: Document): Promise<string> {
  return laidOut(file, write())
}

/** The architecture with its map of the rooms made anew. */
function architecturePage(): string {
  return withPart(readFileSync(path.join(root, ARCHITECTURE), 'utf8'), 'rooms', roomsTable())
}
