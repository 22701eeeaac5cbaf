import { readFileSync } from 'node:fs'
import path from 'node:path'
import { format } from 'oxfmt'
import { root } from '../sourceTree.ts'
import { apiPage } from './apiPage.ts'
import { commandsPage } from './commandsPage.ts'
import { decisionsFolder, decisionsIndex } from './decisionsIndex.ts'
import { errorsPage } from './errorsPage.ts'
import { framesPage } from './framesPage.ts'
import { roomsTable } from './roomsTable.ts'
import { settingsPage } from './settingsPage.ts'

export interface Document {
  /** From the checkout, with forward slashes. */
  readonly file: string
  readonly write: () => string
}

/** Every page that is made from what the program itself is made from. */
export const documents: readonly Document[] = [
  { file: 'resources/docs/reference/settings.md', write: settingsPage },
  { file: 'resources/docs/reference/commands.md', write: commandsPage },
  { file: 'resources/docs/reference/api.md', write: apiPage },
  { file: 'resources/docs/reference/frames.md', write: framesPage },
  { file: 'resources/docs/reference/errors.md', write: errorsPage },
  { file: `${decisionsFolder}/README.md`, write: decisionsIndex },
  {
    file: 'resources/docs/architecture.md',
    write: () => withPart('resources/docs/architecture.md', 'rooms', roomsTable()),
  },
]

/** The page as it should be, laid out as the formatter wants it. @throws Error when it cannot be formatted. */
export async function writtenDocument({ file, write }: Document): Promise<string> {
  const options = JSON.parse(readFileSync(path.join(root, '.oxfmtrc.json'), 'utf8')) as {
    printWidth: number
    singleQuote: boolean
  }
  const { code, errors } = await format(path.basename(file), write(), { ...options, semi: false })
  if (errors.length > 0) {
    throw new Error(`${file}: ${errors.map(({ message }) => message).join(' ')}`)
  }
  return code
}

/** A page that people write, with one part that is made: between `<!-- NAME -->` and `<!-- /NAME -->`. */
function withPart(file: string, name: string, part: string): string {
  const text = readFileSync(path.join(root, file), 'utf8')
  const [before, rest] = text.split(`<!-- ${name} -->`)
  const after = rest?.split(`<!-- /${name} -->`)[1]
  if (before === undefined || after === undefined) {
    throw new Error(`${file} has no place for ${name}: <!-- ${name} --> and <!-- /${name} --> around it.`)
  }
  return `${before}<!-- ${name} -->\n\n${part}\n\n<!-- /${name} -->${after}`
}
