import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { laidOut, partOf, withPart } from '#test/house/documents/layout.ts'
import { root } from '../support/product.ts'
import { type Row, toMarkdown } from './row.ts'

const FILE = 'resources/docs/performance.md'

/** What one bench measured, and on what machine: when, which commit, how busy. */
export interface Measured {
  readonly bench: string
  readonly rows: readonly Row[]
  readonly machine: string
}

/** The page of performance with these measurements in place of those that this bench had; a new one comes last. */
export function performancePage(page: string, { bench, rows, machine }: Measured): Promise<string> {
  const section = `### ${bench}\n\n${machine}\n\n${toMarkdown(rows)}`
  const sections = partOf(page, 'measured')
    .split(/^(?=### )/m)
    .map((one) => one.trim())
    .filter((one) => one !== '')
  const at = sections.findIndex((one) => one.startsWith(`### ${bench}\n`))
  const all = at < 0 ? [...sections, section] : sections.with(at, section)
  return laidOut(FILE, withPart(page, 'measured', all.join('\n\n')))
}

/** Writes what a bench measured into the documents. Returns the file. */
export async function writePerformance(measured: Measured): Promise<string> {
  const file = path.join(root, FILE)
  writeFileSync(file, await performancePage(readFileSync(file, 'utf8'), measured))
  return FILE
}
