import type { GitDiff } from '#shared/operations/git.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import type { DiffOf } from '../diffOf.ts'

/** With so many unchanged lines around each change. @throws HomeportError as `git.diff`. */
export function readDiff({ session_id, path, from, sides, revision }: DiffOf, context: number): Promise<GitDiff> {
  const more = { ...(from === null ? {} : { from }), ...(revision === null ? {} : { revision }) }
  return connection.client.call('git.diff', { session_id, path, sides, context, ...more })
}
