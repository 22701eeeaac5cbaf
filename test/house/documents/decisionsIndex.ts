import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { root } from '../sourceTree.ts'
import { blocks, table, writtenFrom } from './markdown.ts'

export const decisionsFolder = 'resources/docs/decisions'

export interface Decision {
  /** `0001-three-processes.md` */
  readonly file: string
  readonly number: number
  readonly title: string
  /** As it stands there, links and all. */
  readonly status: string
  readonly date: string
}

/** What was decided, in its order. @throws Error naming the page that has not the shape of a decision. */
export function readDecisions(): Decision[] {
  return readdirSync(path.join(root, decisionsFolder))
    .filter((file) => file !== 'README.md')
    .toSorted()
    .map((file) => readDecision(file, readFileSync(path.join(root, decisionsFolder, file), 'utf8')))
}

/** @throws Error where a part is missing. */
export function readDecision(file: string, text: string): Decision {
  const [, number = '', title = '', status = '', date = ''] =
    /^# (\d{4})\. ([^\n]+)\n\n- Status: ([^\n]+)\n- Date: (\d{4}-\d\d-\d\d)\n\n(?:## Context\n|## Decision\n)/.exec(
      text,
    ) ?? []
  if (!file.startsWith(`${number}-`) || title === '' || !text.includes('\n## Decision\n')) {
    throw new Error(
      `${file} is not written as a decision: # NNNN. Title, Status, Date, Context, Decision, Consequences.`,
    )
  }
  return { file, number: Number(number), title, status, date }
}

/** The list of all decisions. */
export function decisionsIndex(): string {
  return blocks(
    '# Decisions',
    writtenFrom('the pages beside it'),
    INTRODUCTION,
    table(
      ['number', 'decision', 'date', 'status'],
      readDecisions().map(({ file, number, title, date, status }) => [
        String(number).padStart(4, '0'),
        `[${title}](${file})`,
        date,
        status,
      ]),
    ),
  )
}

const INTRODUCTION = `A decision is never edited, but for its status: a later one supersedes or amends it and is named there. A new one gets the next
number and a file of its own: \`# NNNN. Title\`, \`- Status: accepted\`, \`- Date: YYYY-MM-DD\`, then \`## Context\` (what made it
necessary), \`## Decision\` and \`## Consequences\`; a section that would be empty is left out. \`npm run docs\` writes this list.`
