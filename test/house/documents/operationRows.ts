import type { Operation } from '#shared/operations/operation.ts'
import { operations } from '#shared/operations/table.ts'

/** A row of the operation table, as far as it is told to people. */
export interface OperationRow extends Omit<Operation, 'ws'> {
  readonly ws?: { readonly type: string; readonly reply: string; readonly data?: unknown }
}

/** The whole table, with its names. */
export function operationRows(): (readonly [string, OperationRow])[] {
  return Object.entries<OperationRow>(operations)
}
