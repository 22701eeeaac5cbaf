import { HomeportError } from '#shared/errors.ts'
import type { HostLink } from '#server/link/link.ts'
import type { Ids } from '#server/platform/clock.ts'
import { type Call, type GatewayHandlers, type HttpExchange, actorOf } from '../../kernel/call.ts'
import { searchFiles } from '../search/searchFiles.ts'
import type { Space } from './space.ts'
import type { OpenedWorkspace, Workspaces } from './workspaces.ts'
import { archiveFolder } from '../files/archive.ts'
import { type Moving, areSame, assertNotGit, endsOf, makeFolder, moveWithin } from '../files/changeFiles.ts'
import { type Place, copyTree, isThere } from '../files/copyTree.ts'
import { onFile } from '../paths/failures.ts'
import { listFolder } from '../files/listFolder.ts'
import { parseNewPath, parsePath, parseWritablePath, refused } from '../paths/path.ts'
import { readWorkspaceFile } from '../files/readFile.ts'
import type { Trash } from '../files/trash.ts'
import type { Turns } from '../files/turns.ts'
import { writeWorkspaceFile } from '../files/writeFile.ts'

export type FileRow =
  | 'file.list'
  | 'file.read'
  | 'file.write'
  | 'file.delete'
  | 'file.restore'
  | 'file.make_folder'
  | 'file.move'
  | 'file.copy'
  | 'file.archive'
  | 'file.search'
  | 'file.find'
  | 'workspace.info'

export interface FileHandlersDeps {
  readonly link: Pick<HostLink, 'call'>
  readonly workspaces: Workspaces
  readonly space: Space
  readonly trash: Trash
  readonly turns: Turns
  readonly ids: Ids
}

/** Answers for the files of sessions; who may see the session may see them. */
export function createFileHandlers(deps: FileHandlersDeps): Pick<GatewayHandlers, FileRow> {
  return { ...readers(deps), ...changers(deps) }
}

type Reader = 'file.list' | 'file.read' | 'file.archive' | 'file.search' | 'file.find' | 'workspace.info'

function readers({ link, workspaces, space }: FileHandlersDeps): Pick<GatewayHandlers, Reader> {
  return {
    'file.list': async ({ session_id, path, depth, ignored, limit, cursor }, call) => {
      const { confined } = await workspaces.of(call, session_id)
      return onFile(path, () => listFolder(confined, parsePath(path), { depth, ignored, limit, cursor }))
    },
    'file.read': async ({ session_id, path, download }, call) => {
      const { confined } = await workspaces.of(call, session_id)
      return readWorkspaceFile(confined, parsePath(path), { download, headers: exchangeOf(call).headers })
    },
    'file.archive': async ({ session_id, path }, call) =>
      archiveFolder((await workspaces.of(call, session_id)).confined, parsePath(path)),
    'file.search': async (asked, call) =>
      searchFiles((await workspaces.of(call, asked.session_id)).confined, asked, exchangeOf(call).gone),
    'file.find': async ({ session_id, q, limit }, call) => {
      const { files, truncated } = await link.call('file.complete', { session_id, q }, actorOf(call.caller))
      return { files: files.slice(0, limit), truncated: truncated || files.length > limit }
    },
    'workspace.info': async ({ session_id }, call) => space.info((await workspaces.of(call, session_id)).confined),
  }
}

function changers(deps: FileHandlersDeps): Pick<GatewayHandlers, Exclude<FileRow, Reader>> {
  const { workspaces, space, trash, turns, ids } = deps
  return {
    'file.write': async ({ session_id, path }, call) => {
      const { confined, own } = await workspaces.of(call, session_id)
      const { body, headers } = exchangeOf(call)
      const isNew = headers['if-none-match'] === '*'
      const written = await writeWorkspaceFile(confined, isNew ? parseNewPath(path) : parseWritablePath(path), {
        bytes: body,
        conditions: { if_match: one(headers['if-match']), if_none_match: one(headers['if-none-match']) },
        assertFits: (await space.room(confined)).file,
        id: ids.uuid(),
        turns,
        own: (take) => own([path], take),
      })
      space.changed(confined)
      return written
    },
    'file.delete': async ({ session_id, path }, call) => {
      const opened = await workspaces.of(call, session_id)
      return { trash_id: await discard(opened, path, deps) }
    },
    'file.restore': async ({ trash_id }, call) => {
      const { session_id, path } = await trash.note(trash_id)
      const { confined, own } = await workspaces.of(call, session_id)
      // A folder on the way may have become a link since.
      await confined.locate(parsePath(path), 'keep', async ({ real }) => assertNotGit(real, path))
      const size = await trash.size(trash_id)
      ;(await space.room(confined)).whole(size)
      await own([path], () => onFile(path, () => trash.putBack(trash_id, { confined, parts: parsePath(path) })))
      space.changed(confined)
      return { session_id, path }
    },
    'file.make_folder': async ({ session_id, path }, call) => {
      const { confined } = await workspaces.of(call, session_id)
      await onFile(path, () => makeFolder(confined, path))
      return { path }
    },
    ...movers(deps),
  }
}

type Mover = 'file.move' | 'file.copy'

function movers(deps: FileHandlersDeps): Pick<GatewayHandlers, Mover> {
  const { workspaces, space } = deps
  return {
    'file.move': async ({ session_id, ...moving }, call) => {
      const opened = await workspaces.of(call, session_id)
      const replace = await replacing(opened, moving, deps)
      const replaced = await opened.own([moving.from, moving.to], () =>
        replace(() => moveWithin(opened.confined, moving)),
      )
      space.changed(opened.confined)
      return { path: moving.to, ...replaced }
    },
    'file.copy': async ({ session_id, ...moving }, call) => {
      const opened = await workspaces.of(call, session_id)
      const { confined } = opened
      const { source, target } = endsOf(moving)
      const room = await space.room(confined)
      const from: Place = { confined, parts: source }
      const replace = await replacing(opened, moving, deps)
      const to: Place = { confined, parts: target }
      const replaced = await opened.own([moving.to], () => replace(() => copyTree(from, to, room.whole)))
      space.changed(confined)
      return { path: moving.to, ...replaced }
    },
  }
}

/**
 * How something takes a place: what is replaced goes to the trash, once it is known that something comes instead, and is put
 * back when it does not come. Tells what was replaced.
 * @throws HomeportError FILE_003 where this may not be.
 */
async function replacing(
  { confined, session_id }: OpenedWorkspace,
  moving: Moving,
  { trash }: FileHandlersDeps,
): Promise<(change: () => Promise<void>) => Promise<{ readonly trash_id?: string }>> {
  const { source, target } = endsOf(moving)
  const place: Place = { confined, parts: target }
  const isReplaced =
    !(await areSame(confined, moving)) &&
    moving.overwrite &&
    (await isThere({ confined, parts: source })) &&
    (await isThere(place))
  return (change) =>
    onFile(moving.to, async () => {
      const trash_id = isReplaced ? await trash.put(place, session_id) : null
      try {
        await change()
        return trash_id === null ? {} : { trash_id }
      } catch (cause) {
        await (trash_id === null ? null : putBack(trash, trash_id, place))
        throw cause
      }
    })
}

async function putBack(trash: Trash, trash_id: string, place: Place): Promise<void> {
  await trash.putBack(trash_id, place).catch((cause: unknown) => {
    const shown = place.parts.join('/')
    const sentence = `"${shown}" could not be replaced. What was there is in the trash, as ${trash_id}; restore it.`
    throw new HomeportError('FILE_007', sentence, { cause, details: { path: shown } })
  })
}

async function discard(
  { confined, session_id, own }: OpenedWorkspace,
  path: string,
  deps: FileHandlersDeps,
): Promise<string> {
  const parts = parseWritablePath(path)
  if (parts.length === 0) {
    throw refused(path, 'is not deleted here')
  }
  await onFile(path, () => confined.locate(parts, 'keep', async ({ real }) => assertNotGit(real, path)))
  const id = await own([path], () => onFile(path, () => deps.trash.put({ confined, parts }, session_id)))
  deps.space.changed(confined)
  return id
}

/** What came over HTTP. @throws HomeportError HTTP_002 where it came another way: these rows have no other. */
export function exchangeOf({ http }: Call): HttpExchange {
  if (http === undefined) {
    throw new HomeportError('HTTP_002', 'This is asked over HTTP.')
  }
  return http
}

function one(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : undefined
}
