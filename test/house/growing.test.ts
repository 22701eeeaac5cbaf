import { expect, test } from 'vitest'
import { shippedSources } from './sourceTree.ts'

/**
 * Maps and sets of classes and modules of gateway and host that nothing is ever taken out of, and why they do not grow with what
 * people do. Whatever is kept by session, device, person or path needs a way out.
 */
const bounded: Readonly<Record<string, string>> = {
  'server/gateway/observability/metrics/instruments.ts #values': 'by the labels that the code names',
  'server/host/cleanup/cleanup.ts #reports': 'by the jobs of clean-up',
  'server/host/dangers/shell/reading.ts #files': 'of one command that is read',
  'server/host/dangers/shell/reading.ts #once': 'of one command that is read',
  'server/host/dangers/shell/rules/rules.ts byName': 'of the table of rules',
  'server/host/dangers/shell/words.ts NONE': 'always empty',
  'server/host/git/running/git.ts versions': 'by PATH, which is one until the login shell is read anew',
  'server/host/history/conversation/toldTurn.ts #tokens': 'of one turn',
  'server/host/history/indexer/indexer.ts #owners': 'rows of a table: whose conversations are outlives their sessions',
  'server/host/sessions/core/agentRun.ts #requested': 'of one process',
  'server/host/sessions/core/agentRun.ts openTools': 'of one process',
}

const MADE =
  /^(?:export const|const| {2}(?:readonly )?)(?: )?(?<name>#?\w+)(?:: [^=\n]+)? = new (?:Map|Set)\b[^\n]*\(\)$/gm

test('what is remembered by session, device or path is forgotten some time', () => {
  const found = shippedSources()
    .filter(({ name }) => /^server\/(gateway|host)\//.test(name))
    .flatMap(({ name: file, text }) =>
      [...text.matchAll(MADE)]
        .map(({ groups }) => groups?.['name'] ?? '')
        .filter((name) => !isTakenFrom(text, name))
        .map((name) => `${file} ${name}`),
    )
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(bounded).toSorted())
})

function isTakenFrom(text: string, name: string): boolean {
  const uses = [`${name}.delete(`, `${name}.clear(`, `${name}?.delete(`, `this.${name} = new`]
  return uses.some((use) => text.includes(use))
}
