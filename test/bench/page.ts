import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { laidOut, withPart } from '#test/house/documents/layout.ts'
import { root } from './product.ts'
import { type Row, toMarkdown } from './row.ts'

const FILE = 'resources/docs/performance.md'

/** The page of performance with these measurements in place of those it had. */
export function performancePage(page: string, rows: readonly Row[], machine: string): Promise<string> {
  return laidOut(FILE, withPart(page, 'measured', `${machine}\n\n${toMarkdown(rows)}`))
}

/** Writes what a full run measured into the documents. Returns the file. */
export async function writePerformance(rows: readonly Row[], machine: string): Promise<string> {
  const file = path.join(root, FILE)
  writeFileSync(file, await performancePage(readFileSync(file, 'utf8'), rows, machine))
  return FILE
}
