import type { SessionId } from '#shared/ids.ts'
import type { ChangedFile } from '#shared/operations/changes.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'

/** A file before and after, as far as it can be shown. */
export type Sides =
  | { readonly kind: 'not_kept' | 'binary' }
  | { readonly kind: 'text'; readonly before: string; readonly after: string }

/** Loads both contents. @throws HomeportError when they cannot be had. */
export async function loadSides(
  session_id: SessionId,
  { before_id, after_id, is_kept }: Pick<ChangedFile, 'before_id' | 'after_id' | 'is_kept'>,
): Promise<Sides> {
  if (!is_kept) {
    return { kind: 'not_kept' }
  }
  const [before, after] = await Promise.all([textOf(session_id, before_id), textOf(session_id, after_id)])
  return before === null || after === null ? { kind: 'binary' } : { kind: 'text', before, after }
}

/** null: no text. */
async function textOf(session_id: SessionId, blob_id: string | null): Promise<string | null> {
  if (blob_id === null) {
    return ''
  }
  const { data } = await onceCured(() => connection.client.call('changes.content', { session_id, blob_id }))
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
  return bytes.includes(0) ? null : new TextDecoder().decode(bytes)
}
