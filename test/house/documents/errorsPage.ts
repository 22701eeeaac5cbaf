import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type ErrorCode, errorTable } from '#shared/errors.ts'
import { root } from '../sourceTree.ts'
import { blocks, code, table, writtenFrom } from './markdown.ts'

/** Every error code with its HTTP status and what it means. */
export function errorsPage(): string {
  const meanings = errorMeanings()
  return blocks(
    '# Error codes',
    writtenFrom('`shared/errors.ts`'),
    INTRODUCTION,
    table(
      ['code', 'HTTP', 'means', 'details'],
      Object.entries(errorTable).map(([name, { status, details }]) => [
        code(name),
        String(status),
        meanings.get(name as ErrorCode) ?? '',
        Object.keys(details.shape).map(code).join(' '),
      ]),
    ),
  )
}

const INTRODUCTION = `An error is \`{code, message, details}\`: in HTTP as \`{"error": …}\` with \`timestamp\` and \`request_id\`, on the socket as the \`data\`
of an \`error\` frame. \`message\` is a sentence for people: what happened, what was kept and what to do. Programs go by \`code\`; any of its \`details\` can be
missing, and what a program does not know it passes over.`

/** The comment above each code in the table. */
export function errorMeanings(): ReadonlyMap<ErrorCode, string> {
  const text = readFileSync(path.join(root, 'shared/errors.ts'), 'utf8')
  const found = [...text.matchAll(/\/\*\* ([^\n]+) \*\/\n {2}([A-Z]+_\d{3}): /g)]
  return new Map(found.map(([, meaning = '', name = '']) => [name as ErrorCode, meaning]))
}
