import type { Row } from '#shared/client/calls/client.ts'
import { HomeportError } from '#shared/errors.ts'
import { claudeOperations } from '#shared/operations/claude.ts'
import { draftOperations } from '#shared/operations/draft.ts'
import { sessionOperations } from '#shared/operations/session.ts'
import type { OperationName, Operations } from '#shared/operations/table.ts'
import { turnOperations } from '#shared/operations/turn.ts'
import * as words from './words.ts'

/** What a conversation needs: it travels with the page. */
const first: Readonly<Partial<Record<string, Row>>> = {
  ...sessionOperations,
  ...turnOperations,
  ...draftOperations,
  ...claudeOperations,
}

/**
 * The row of an operation. Those that the first page does not need travel when one of them is called, or once it is drawn,
 * whichever is earlier.
 */
export function rowOf(name: OperationName): Row | Promise<Row> {
  return first[name] ?? allRows().then((rows) => rows[name])
}

/** All rows; calling it twice loads them once. @throws HomeportError INTERNAL_001 when they cannot be fetched. */
export async function allRows(): Promise<Operations> {
  try {
    return (await import('#shared/operations/table.ts')).operations
  } catch (cause) {
    const message = words.aPartOfThisPage
    throw new HomeportError('INTERNAL_001', message, { cause, details: { unsent: true } })
  }
}
