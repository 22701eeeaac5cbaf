import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation, type HttpRoute } from './operation.ts'
import { Streamed } from './streamed.ts'

/** From the folder of the session, `/` between parts; empty: that folder. What it may hold is checked where files are opened. */
const Path = z.string().max(4096)
const session_id = SessionId
const flag = z.stringbool().or(z.boolean())
const at = { session_id, path: Path }
/** Frames of older programs carry an empty one. */
const content = z.literal('').optional()

/** What a person is told of a file that was taken. */
export const FileWarning = z.object({ code: z.enum(['executable', 'archive_bomb', 'test_virus']), text: z.string() })
export type FileWarning = z.infer<typeof FileWarning>

export const FileEntry = z.object({
  name: z.string(),
  /** In bytes; 0 of a folder. */
  size: z.number().int().nonnegative(),
  modified: Timestamp,
  /** The language of a program (`python`), `image`, `pdf`, `archive`, `text`, `binary`, or `folder`: told from the name. */
  type: z.string(),
  kind: z.enum(['file', 'folder', 'symlink', 'other']),
  /** By a `.gitignore` of the session's folder. */
  ignored: z.boolean(),
})
export type FileEntry = z.infer<typeof FileEntry>

export const FileListing = z.object({
  files: z.array(FileEntry),
  /** Bytes of the files on this page. */
  total_size: z.number().int().nonnegative(),
  /** Files on all pages. */
  file_count: z.number().int().nonnegative(),
  next_cursor: z.string().nullable(),
})
export type FileListing = z.infer<typeof FileListing>

const Stored = z.object({ size: z.number().int().nonnegative(), etag: z.string(), warnings: z.array(FileWarning) })

/** A file that was uploaded, as the PRD names it. */
const Uploaded = Stored.extend({ filename: z.string(), path: z.string() })

export const WorkspaceInfo = z.object({
  path: z.string(),
  /** Bytes of all files, and how many they are; folders are not counted. */
  total_size: z.number().int().nonnegative(),
  file_count: z.number().int().nonnegative(),
  /** Bytes that the folder may hold; null: it is the person's own, and has no bound. */
  quota: z.number().int().positive().nullable(),
  used: z.number().int().nonnegative(),
  /** Bytes that one file may have which is uploaded or written. */
  max_file_size: z.number().int().positive(),
  /** There are more files than were counted. */
  truncated: z.boolean(),
})
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>

const bytesFrom = (method: HttpRoute['method'], path: string) => ({ method, path, body: 'bytes' as const })
const reading = { scope: 'read', owner: 'gateway' } as const
const writing = { scope: 'drive', owner: 'gateway' } as const

const move = z.strictObject({ session_id, from: Path, to: Path, overwrite: flag.default(false) })
/** `trash_id`: what lay there before, for `file.restore`; absent: nothing did. */
const Moved = z.object({ path: z.string(), trash_id: z.string().optional() })

export const fileOperations = {
  'file.list': defineOperation({
    summary: 'What lies in a folder of a session, folders first. Without a session: of the one used last.',
    params: z.strictObject({
      session_id: session_id.optional(),
      content,
      path: Path.default(''),
      /** How many folders deep; names of what lies deeper are paths from the folder. */
      depth: z.coerce.number().int().min(1).max(5).default(1),
      /** Whether what is ignored is listed. */
      ignored: flag.default(true),
      limit: z.coerce.number().int().min(1).max(10_000).default(1000),
      cursor: z.string().max(5000).optional(),
    }),
    result: FileListing,
    ...reading,
    http: { method: 'GET', path: '/api/workspace/files' },
    ws: { type: 'file_list', reply: 'file_list' },
  }),
  'file.read': defineOperation({
    summary: 'A file of a session: its bytes, `ETag`, `X-Encoding`, ranges. `download=1`: as a download.',
    params: z.strictObject({ ...at, download: flag.default(false) }),
    result: Streamed,
    ...reading,
    http: { method: 'GET', path: '/api/workspace/file', answers: 'application/octet-stream' },
    audit: 'file.read',
  }),
  'file.write': defineOperation({
    summary: 'Write a file whole. `If-Match`: only over what was read; `If-None-Match: *`: only where there is none.',
    params: z.strictObject(at),
    result: Stored,
    ...writing,
    http: bytesFrom('PUT', '/api/workspace/file'),
    audit: 'file.write',
  }),
  'file.delete': defineOperation({
    summary: 'Put a file or folder into the trash.',
    params: z.strictObject(at),
    result: z.object({ trash_id: z.string() }),
    ...writing,
    http: { method: 'DELETE', path: '/api/workspace/file' },
    audit: 'file.delete',
  }),
  'file.restore': defineOperation({
    summary: 'Put something back from the trash, to where it was.',
    params: z.strictObject({ trash_id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
    result: z.object({ session_id, path: z.string() }),
    ...writing,
    http: { method: 'POST', path: '/api/workspace/restore' },
    audit: 'file.restore',
  }),
  'file.make_folder': defineOperation({
    summary: 'Make a folder. The folders above it must be there.',
    params: z.strictObject(at),
    result: z.object({ path: z.string() }),
    ...writing,
    http: { method: 'POST', path: '/api/workspace/folder', status: 201 },
    audit: 'file.make_folder',
  }),
  'file.move': defineOperation({
    summary: 'Move or rename a file or folder. `overwrite`: what lies there goes to the trash.',
    params: move,
    result: Moved,
    ...writing,
    http: { method: 'POST', path: '/api/workspace/move' },
    audit: 'file.move',
  }),
  'file.copy': defineOperation({
    summary: 'Copy a file or folder. Links are copied as links. `overwrite`: what lies there goes to the trash.',
    params: move,
    result: Moved,
    ...writing,
    http: { method: 'POST', path: '/api/workspace/copy' },
    audit: 'file.copy',
  }),
  'file.upload': defineOperation({
    summary: 'Upload to `path`: the raw body is the file, of a multipart body each file lies in that folder.',
    params: z.strictObject(at),
    result: z.object({ files: z.array(Uploaded) }),
    ...writing,
    http: { ...bytesFrom('POST', '/api/workspace/upload'), status: 201 },
    audit: 'file.upload',
  }),
  'file.upload_text': defineOperation({
    summary: 'Upload a small file in a frame. Larger ones go over HTTP.',
    params: z.strictObject({
      session_id: session_id.optional(),
      filename: Path.min(1),
      content: z.string(),
      encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
    }),
    result: Uploaded,
    ...writing,
    ws: { type: 'file_upload', reply: 'file_uploaded' },
    audit: 'file.upload',
  }),
  'file.upload_start': defineOperation({
    summary: 'Begin an upload that can be resumed. It is kept for a day.',
    params: z.strictObject({ ...at, size: z.number().int().nonnegative(), overwrite: flag.default(false) }),
    result: z.object({ upload_id: z.string() }),
    ...writing,
    http: { method: 'POST', path: '/api/workspace/upload/start', status: 201 },
  }),
  'file.upload_part': defineOperation({
    summary: 'Bytes of such an upload from `Upload-Offset` on. With the last ones the file lies in its place.',
    params: z.strictObject({ upload_id: z.string().max(64) }),
    result: z.object({ offset: z.number().int().nonnegative(), file: Uploaded.nullable() }),
    ...writing,
    http: bytesFrom('PUT', '/api/workspace/upload/:upload_id'),
    audit: 'file.upload',
  }),
  'file.upload_offset': defineOperation({
    summary: 'How far such an upload came, in `Upload-Offset`.',
    params: z.strictObject({ upload_id: z.string().max(64) }),
    result: Streamed,
    ...writing,
    http: { method: 'GET', path: '/api/workspace/upload/:upload_id', answers: 'application/json' },
  }),
  'file.upload_cancel': defineOperation({
    summary: 'Give up such an upload: what came of it is removed.',
    params: z.strictObject({ upload_id: z.string().max(64) }),
    result: z.object({}),
    ...writing,
    http: { method: 'DELETE', path: '/api/workspace/upload/:upload_id' },
  }),
  'file.archive': defineOperation({
    summary: 'A folder as a zip file, made while it is sent.',
    params: z.strictObject(at),
    result: Streamed,
    ...reading,
    http: { method: 'GET', path: '/api/workspace/archive', answers: 'application/zip' },
    audit: 'file.archive',
  }),
  'file.ticket': defineOperation({
    summary: 'An address under which a browser can download a file, or a folder as a zip file, once within a minute.',
    params: z.strictObject(at),
    result: z.object({ url: z.string() }),
    ...reading,
    http: { method: 'POST', path: '/api/workspace/ticket', status: 201 },
  }),
  'file.download': defineOperation({
    summary: 'What such an address names.',
    params: z.strictObject({ ticket: z.string().max(64) }),
    result: Streamed,
    scope: 'public',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/workspace/download/:ticket', answers: 'application/octet-stream' },
    audit: 'file.read',
  }),
  'file.search': defineOperation({
    summary: 'Lines of files that hold `q`, one JSON object a line as they are found; the last one says how it ended.',
    params: z.strictObject({
      session_id,
      q: z.string().min(1).max(1000),
      regex: flag.default(false),
      /** Whether upper and lower case differ. */
      case: flag.default(false),
      /** Only files whose path matches, as in `*.ts`; several with commas. */
      include: z.string().max(500).optional(),
      ignored: flag.default(false),
      limit: z.coerce.number().int().min(1).max(10_000).default(1000),
    }),
    result: Streamed,
    ...reading,
    http: { method: 'GET', path: '/api/workspace/search', answers: 'application/x-ndjson' },
    audit: 'file.search',
  }),
  'file.find': defineOperation({
    summary: 'Files of a session whose path is like `q`, best first.',
    params: z.strictObject({
      session_id,
      q: z.string().max(200).default(''),
      limit: z.coerce.number().int().min(1).max(30).default(30),
    }),
    result: z.object({ files: z.array(z.object({ path: z.string() })), truncated: z.boolean() }),
    ...reading,
    http: { method: 'GET', path: '/api/workspace/find' },
  }),
  'workspace.info': defineOperation({
    summary: 'How large the folder of a session is, and may be. Without a session: of the one used last.',
    params: z.strictObject({ session_id: session_id.optional(), content }),
    result: WorkspaceInfo,
    ...reading,
    http: { method: 'GET', path: '/api/workspace/info' },
    ws: { type: 'workspace_info', reply: 'workspace_info' },
  }),
} as const
