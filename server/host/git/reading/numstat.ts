import type { GitFile } from '#shared/operations/git.ts'
import { zeroed } from './records.ts'

/** Nothing that a repository names draws or converts a diff, and no submodule is entered. */
export const SAFE_DIFF = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty', '--no-color', '--find-renames']

export type Lines = GitFile['staged_lines']

/** What `--numstat -z` says: of a rename both names follow. */
export function* readNumstat(printed: Buffer): Generator<{ path: Buffer; from: Buffer | null; lines: Lines }> {
  const fields = zeroed(printed)
  for (let next = fields.next(); next.done !== true; next = fields.next()) {
    const field = next.value
    const [, added, removed] = /^(\d+|-)\t(\d+|-)\t/.exec(field.toString('latin1')) ?? []
    if (added === undefined || removed === undefined) {
      continue
    }
    const name = field.subarray(added.length + removed.length + 2)
    const lines = added === '-' ? null : { additions: Number(added), deletions: Number(removed) }
    if (name.length > 0) {
      yield { path: name, from: null, lines }
      continue
    }
    const from = fields.next().value ?? null
    const to = fields.next().value
    if (to !== undefined) {
      yield { path: to, from, lines }
    }
  }
}
