import { createReadStream } from 'node:fs'
import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Ids } from '#server/platform/clock.ts'
import { type GatewayHandlers, actorOf } from '../../kernel/call.ts'
import { archiveFolder } from '../files/archive.ts'
import { assertNotGit } from '../files/changeFiles.ts'
import { exchangeOf } from './fileHandlers.ts'
import { onFile } from '../paths/failures.ts'
import { parseNewPath, parsePath } from '../paths/path.ts'
import { readWorkspaceFile } from '../files/readFile.ts'
import type { Turns } from '../files/turns.ts'
import { writeWorkspaceFile } from '../files/writeFile.ts'
import type { Space } from './space.ts'
import type { OpenedWorkspace, Workspaces } from './workspaces.ts'
import { eachFile, isMultipart } from '../uploads/multipart.ts'
import type { Tickets } from '../uploads/tickets.ts'
import type { Uploads } from '../uploads/uploads.ts'

export type UploadRow =
  | 'file.upload'
  | 'file.upload_text'
  | 'file.upload_start'
  | 'file.upload_part'
  | 'file.upload_offset'
  | 'file.upload_cancel'
  | 'file.ticket'
  | 'file.download'

export interface UploadHandlersDeps {
  readonly workspaces: Workspaces
  readonly space: Space
  readonly uploads: Uploads
  readonly tickets: Tickets
  readonly turns: Turns
  readonly ids: Ids
}

type Uploaded = ResultOf<'file.upload_text'>

/** Answers for what goes into the folder of a session as whole files, and for downloads that a browser makes by itself. */
export function createUploadHandlers(deps: UploadHandlersDeps): Pick<GatewayHandlers, UploadRow> {
  return { ...direct(deps), ...resumable(deps), ...downloads(deps) }
}

type Direct = 'file.upload' | 'file.upload_text'

function direct({ workspaces, space, turns, ids }: UploadHandlersDeps): Pick<GatewayHandlers, Direct> {
  const store = storing({ space, turns, ids })
  return {
    'file.upload': async ({ session_id, path }, call) => {
      const opened = await workspaces.of(call, session_id)
      const exchange = exchangeOf(call)
      if (!isMultipart(exchange)) {
        return { files: [await store(opened, { path, bytes: exchange.body, overwrite: true })] }
      }
      const files: Uploaded[] = []
      await eachFile(exchange, async (name, bytes) => {
        const inside = path === '' ? name : `${path}/${name}`
        files.push(await store(opened, { path: inside, bytes, overwrite: true }))
      })
      return { files }
    },
    'file.upload_text': async ({ session_id, filename, content, encoding }, call) => {
      const opened = await workspaces.of(call, session_id)
      if (encoding === 'base64' && !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) {
        throw new HomeportError('FILE_002', 'The content is no base64. Nothing was kept.')
      }
      const bytes = whole(Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'))
      return store(opened, { path: filename, bytes, overwrite: true })
    },
  }
}

type Resumable = 'file.upload_start' | 'file.upload_part' | 'file.upload_offset' | 'file.upload_cancel'

function resumable(deps: UploadHandlersDeps): Pick<GatewayHandlers, Resumable> {
  const { workspaces, space, uploads } = deps
  const store = storing(deps)
  return {
    'file.upload_start': async ({ session_id, path, size, overwrite }, call) => {
      const { confined, session_id: id } = await workspaces.of(call, session_id)
      const parts = parseNewPath(path)
      // Told before anything is sent.
      await onFile(path, () => confined.locate(parts, 'follow', async ({ real }) => assertNotGit(real, path)))
      ;(await space.room(confined)).file(size, 0)
      return { upload_id: await uploads.start(actorOf(call.caller), { session_id: id, path, size, overwrite }) }
    },
    'file.upload_part': async ({ upload_id }, call) => {
      const { session_id, path, size, overwrite } = await uploads.note(upload_id, actorOf(call.caller))
      const opened = await workspaces.of(call, session_id)
      const { body, headers } = exchangeOf(call)
      const from = Number(headers['upload-offset'])
      if (!Number.isSafeInteger(from)) {
        throw new HomeportError('HTTP_002', 'The header Upload-Offset says where the bytes belong. Nothing was kept.')
      }
      const { offset, result } = await uploads.append(upload_id, { size, from, bytes: body }, async (file) =>
        store(opened, { path, bytes: createReadStream(file), overwrite }),
      )
      return { offset, file: result }
    },
    'file.upload_cancel': async ({ upload_id }, call) => {
      await uploads.note(upload_id, actorOf(call.caller))
      await uploads.cancel(upload_id)
      return {}
    },
    'file.upload_offset': async ({ upload_id }, call) => {
      const { size } = await uploads.note(upload_id, actorOf(call.caller))
      const offset = await uploads.offset(upload_id)
      const bytes = whole(Buffer.from(JSON.stringify({ offset, size })))
      return { headers: { 'Upload-Offset': String(offset), 'Upload-Length': String(size) }, bytes }
    },
  }
}

function downloads({
  workspaces,
  tickets,
}: UploadHandlersDeps): Pick<GatewayHandlers, 'file.ticket' | 'file.download'> {
  return {
    'file.ticket': async ({ session_id, path }, call) => {
      const { confined, session_id: id } = await workspaces.of(call, session_id)
      // What cannot be downloaded is told where it is asked for.
      await confined.locate(parsePath(path), 'follow', async () => {})
      const { caller } = call
      const credential = caller.kind === 'signed_in' ? caller.identity.credential : null
      const ticket = tickets.issue({ actor: actorOf(caller), credential, session_id: id, path })
      return { url: `/api/workspace/download/${ticket}` }
    },
    'file.download': async ({ ticket }, call) => {
      const { actor, session_id, path } = tickets.use(ticket)
      exchangeOf(call).prove()
      const { confined } = await workspaces.ofActor(actor, session_id)
      const parts = parsePath(path)
      const isFolder = await confined.locate(parts, 'follow', async ({ stats }) => stats?.isDirectory() === true)
      return isFolder
        ? archiveFolder(confined, parts)
        : readWorkspaceFile(confined, parts, { download: true, headers: exchangeOf(call).headers })
    },
  }
}

interface Incoming {
  readonly path: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly overwrite: boolean
}

/** Puts a whole file into its place. */
function storing({ space, turns, ids }: Pick<UploadHandlersDeps, 'space' | 'turns' | 'ids'>) {
  return async ({ confined, own }: OpenedWorkspace, { path, bytes, overwrite }: Incoming): Promise<Uploaded> => {
    const parts = parseNewPath(path)
    const written = await writeWorkspaceFile(confined, parts, {
      bytes,
      conditions: overwrite ? {} : { if_none_match: '*' },
      assertFits: (await space.room(confined)).file,
      id: ids.uuid(),
      turns,
      own: (take) => own([path], take),
    })
    space.changed(confined)
    return { ...written, filename: parts.at(-1) ?? '', path: parts.join('/') }
  }
}

async function* whole(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
