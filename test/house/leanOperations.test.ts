import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type OperationName, operations } from '#shared/operations/table.ts'

const root = path.join(import.meta.dirname, '../..')

/** The operations whose route the page reads by itself, past the client. */
function routesThatThePageReads(): string[] {
  return readdirSync(path.join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [
      ...readFileSync(path.join(root, 'renderer', file), 'utf8').matchAll(/operations\['(?<name>[^']+)'\]\.http/g),
    ])
    .map(({ groups }) => groups?.['name'] ?? '')
}

test('the page reads no route of an operation that it calls by a frame: those are left out of what is shipped', () => {
  const read = routesThatThePageReads()
  expect(read.length).toBeGreaterThan(0)
  const byFrame = read.filter((name) => {
    const row = operations[name as OperationName]
    return 'ws' in row && !('data' in row.ws)
  })
  expect(byFrame).toEqual([])
})
