import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import { FileWarning } from '#shared/operations/file.ts'
import { requestBytes, sendBytes } from '#renderer/connection/httpBytes.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import * as words from './words.ts'

/** A file of a session as it was read. */
export interface ReadFile {
  readonly bytes: ArrayBuffer
  readonly etag: string
  readonly type: string
  readonly encoding: string
}

const Saved = z.object({ size: z.number(), etag: z.string(), warnings: z.array(FileWarning) })
const Uploaded = z.object({ files: z.array(Saved.extend({ path: z.string() })) })

const FILE = '/api/workspace/file'
/** More is downloaded, not shown. */
const MAX_SHOWN = 20 * 1024 * 1024

/** @throws HomeportError as the server answered; FILE_001 where it is too large to be shown. */
export async function readFile(session_id: SessionId, path: string): Promise<ReadFile> {
  const answer = await requestBytes({ method: 'GET', path: FILE, query: { session_id, path } })
  if (Number(answer.headers.get('content-length') ?? 0) > MAX_SHOWN) {
    await answer.body?.cancel()
    throw new HomeportError('FILE_001', words.thisFileIsLargerThan)
  }
  const header = (name: string) => answer.headers.get(name) ?? ''
  return {
    bytes: await answer.arrayBuffer(),
    etag: header('etag'),
    type: header('content-type'),
    encoding: header('x-encoding'),
  }
}

/** Writes a file over what was read; `etag` null: only where none is. @throws HomeportError FILE_004 when it changed meanwhile. */
export async function saveFile(
  at: { readonly session_id: SessionId; readonly path: string },
  bytes: BodyInit,
  etag: string | null,
): Promise<z.infer<typeof Saved>> {
  const condition = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag }
  const answer = await requestBytes({ method: 'PUT', path: FILE, query: at, body: bytes, headers: condition })
  return Saved.parse(await answer.json())
}

/** Has the browser download a file, or a folder as a zip file. @throws HomeportError. */
export async function download(session_id: SessionId, path: string): Promise<void> {
  const { url } = await connection.client.call('file.ticket', { session_id, path })
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  link.click()
}

const Part = z.object({ offset: z.number(), file: Saved.extend({ path: z.string() }).nullable() })
export type UploadedPart = z.infer<typeof Part>

/** Sends the bytes of an upload from `offset` on, telling how far they went (0 to 1). @throws HomeportError FILE_004 elsewhere. */
export async function uploadPart(
  { upload_id, offset, body }: { readonly upload_id: string; readonly offset: number; readonly body: Blob },
  onProgress: (share: number) => void,
  gone: AbortSignal,
): Promise<UploadedPart> {
  const path = `/api/workspace/upload/${encodeURIComponent(upload_id)}`
  const headers = { 'upload-offset': String(offset) }
  return Part.parse(await sendBytes({ method: 'PUT', path, query: {}, headers, body, gone }, onProgress))
}

/** How far an upload came. @throws HomeportError FILE_006 where there is none any more. */
export async function uploadOffset(upload_id: string): Promise<number> {
  const path = `/api/workspace/upload/${encodeURIComponent(upload_id)}`
  const answer = await requestBytes({ method: 'GET', path, query: {} })
  return z.object({ offset: z.number() }).parse(await answer.json()).offset
}

/** Uploads a file, telling how far it came (0 to 1). Aborting leaves nothing. @throws HomeportError. */
export async function uploadFile(
  { session_id, path, file }: { readonly session_id: SessionId; readonly path: string; readonly file: Blob },
  onProgress: (share: number) => void,
  gone: AbortSignal,
): Promise<z.infer<typeof Uploaded>> {
  const query = { session_id, path }
  const body = await sendBytes({ method: 'POST', path: '/api/workspace/upload', query, body: file, gone }, onProgress)
  return Uploaded.parse(body)
}

const Line = z.union([
  z.object({
    path: z.string(),
    line: z.number(),
    text: z.string(),
    /** From and to, of each. */
    ranges: z.array(z.array(z.number())),
  }),
  z.object({ done: z.literal(true), hits: z.number(), truncated: z.boolean(), error: z.string().nullable() }),
])
export type SearchLine = z.infer<typeof Line>
export type SearchHit = Extract<SearchLine, { path: string }>

/** The lines of a search as they are found. @throws HomeportError. */
export async function* searchContent(
  params: Readonly<Record<string, string>>,
  gone: AbortSignal,
): AsyncGenerator<readonly SearchLine[]> {
  const answer = await requestBytes({ method: 'GET', path: '/api/workspace/search', query: params, gone })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (let piece = await reader?.read(); piece !== undefined && !piece.done; piece = await reader?.read()) {
    const lines = (rest + piece.value).split('\n')
    rest = lines.pop() ?? ''
    yield lines.filter((line) => line !== '').map((line) => Line.parse(JSON.parse(line)))
  }
}
