import type { SessionId } from '#shared/ids.ts'
import type { ChangedFile } from '#shared/operations/changes.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { type ImageSides, imageType } from './git/images/imageSides.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'

/** A file before and after, as far as it can be shown. */
export type Sides =
  | { readonly kind: 'not_kept' | 'binary' }
  | { readonly kind: 'text'; readonly before: string; readonly after: string }
  | (ImageSides & { readonly kind: 'images' })

type Kept = Pick<ChangedFile, 'path' | 'before_id' | 'after_id' | 'is_kept'>

/** Loads both contents. @throws HomeportError when they cannot be had. */
export async function loadSides(session_id: SessionId, { path, before_id, after_id, is_kept }: Kept): Promise<Sides> {
  if (!is_kept) {
    return { kind: 'not_kept' }
  }
  const [before, after] = await Promise.all([bytesOf(session_id, before_id), bytesOf(session_id, after_id)])
  const texts = [before, after].map((bytes) => (bytes === null ? '' : textOf(bytes)))
  const [was = null, is = null] = texts
  const type = imageType(path)
  if (was !== null && is !== null) {
    return { kind: 'text', before: was, after: is }
  }
  return type === null
    ? { kind: 'binary' }
    : { kind: 'images', before: asImage(before, type), after: asImage(after, type) }
}

/** null: there was no such file. */
async function bytesOf(session_id: SessionId, blob_id: string | null): Promise<Uint8Array<ArrayBuffer> | null> {
  if (blob_id === null) {
    return null
  }
  const { data } = await onceCured(() => connection.client.call('changes.content', { session_id, blob_id }))
  return Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
}

/** null: no text. */
function textOf(bytes: Uint8Array): string | null {
  return bytes.includes(0) ? null : new TextDecoder().decode(bytes)
}

function asImage(bytes: Uint8Array<ArrayBuffer> | null, type: string): Blob | null {
  return bytes === null ? null : new Blob([bytes], { type })
}
