import type { FileHandle } from 'node:fs/promises'
import type { Streamed } from '#shared/operations/streamed.ts'
import type { Confined } from '../confine/confine.ts'
import { contentTypeOf } from './contentType.ts'
import { etagOf, namesEtag } from './etag.ts'
import { fileFailure } from '../paths/failures.ts'

/** Read at a time. */
const CHUNK = 256 * 1024

export interface ReadOptions {
  readonly download: boolean
  /** As they came; names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

/**
 * A file as an answer: whole, one range of it, or 304. Never a page: a browser that is led here runs nothing of it.
 * @throws HomeportError FILE_003, FILE_006.
 */
export async function readWorkspaceFile(
  confined: Confined,
  parts: readonly string[],
  { download, headers }: ReadOptions,
): Promise<Streamed> {
  const handle = await confined.openFile(parts)
  try {
    const stats = await handle.stat({ bigint: true })
    const size = Number(stats.size)
    const etag = etagOf(stats)
    const name = parts.at(-1) ?? 'file'
    const { type, encoding, isShown } = await contentTypeOf(handle, name)
    const common = {
      'Content-Type': type,
      'X-Encoding': encoding,
      ETag: etag,
      'Last-Modified': new Date(Number(stats.mtimeMs)).toUTCString(),
      'Accept-Ranges': 'bytes',
      ...neverAPage(download || !isShown ? 'attachment' : 'inline', name),
    }
    if (namesEtag(text(headers['if-none-match']) ?? '', etag)) {
      await handle.close()
      return { status: 304, headers: common, bytes: null }
    }
    const range = rangeOf(headers, { size, etag })
    if (range === 'none') {
      await handle.close()
      return { status: 416, headers: { ...common, 'Content-Range': `bytes */${size}` }, bytes: null }
    }
    const { from, to } = range ?? { from: 0, to: size }
    const length = { 'Content-Length': String(to - from) }
    const bytes = bytesOf(handle, { from, to })
    return range === null
      ? { headers: { ...common, ...length }, bytes }
      : { status: 206, headers: { ...common, ...length, 'Content-Range': `bytes ${from}-${to - 1}/${size}` }, bytes }
  } catch (error) {
    await handle.close()
    throw fileFailure(error, parts.join('/'))
  }
}

/** Headers under which nothing of an answer runs, whatever it holds. */
export function neverAPage(disposition: 'inline' | 'attachment', name: string): Readonly<Record<string, string>> {
  const plain = name.replaceAll(/[^\w .()+-]/g, '_')
  return {
    'Content-Disposition': `${disposition}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  }
}

/**
 * Read as it is asked for; closed at the end, when nobody asks any more, and where nobody ever asked. A file that shrinks
 * meanwhile breaks it off.
 */
function bytesOf(
  handle: FileHandle,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncIterable<Uint8Array> {
  let at = from
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    at = to
    await handle.close()
    return { done: true, value: undefined }
  }
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    if (at >= to) {
      return end()
    }
    const length = Math.min(CHUNK, to - at)
    // Not used again: what is on its way to the socket is this very memory.
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at)
    if (bytesRead === 0) {
      await end()
      throw new Error('The file became shorter while it was sent.')
    }
    at += bytesRead
    return { done: false, value: buffer.subarray(0, bytesRead) }
  }
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) }
}

/** null: the whole; none: a range that the file does not have. Several ranges are answered with the whole. */
function rangeOf(
  headers: ReadOptions['headers'],
  { size, etag }: { readonly size: number; readonly etag: string },
): { readonly from: number; readonly to: number } | 'none' | null {
  const match = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/.exec(text(headers['range']) ?? '')
  if (match === null || (text(headers['if-range']) ?? etag) !== etag) {
    return null
  }
  const [, first, last = '', ending = ''] = match
  const from = first === undefined ? Math.max(0, size - Number(ending)) : Number(first)
  const to = last === '' ? size : Math.min(size, Number(last) + 1)
  return from < to ? { from, to } : 'none'
}

function text(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined
}
