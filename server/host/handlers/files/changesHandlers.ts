import { HomeportError } from '#shared/errors.ts'
import type { MessageId, SessionId } from '#shared/ids.ts'
import type { PutBackAnswer, PutBackFile, PutBackPreview } from '#shared/operations/changes.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import path from 'node:path'
import type { HostHandlers } from '../../hostHandlers.ts'
import type { Session } from '../../sessions/session.ts'
import type { SessionRegistry } from '../../sessions/registry.ts'
import type { Checkpoints } from '../../workspaces/checkpoints/checkpoints.ts'
import type { KeeperPort } from '../../workspaces/checkpoints/keeperThread.ts'
import type { Before, PutBackAsked } from '../../workspaces/checkpoints/questions.ts'

export interface ChangesHandlerDeps {
  readonly registry: SessionRegistry
  readonly keeper: KeeperPort
  readonly checkpoints: Pick<Checkpoints, 'watching' | 'noteOwnWrite'>
}

type ChangesHandlers = Pick<HostHandlers, Extract<keyof HostHandlers, `changes.${string}` | `message.rewind${string}`>>

/** Answers what Claude changed in the folder of a session, and puts it back. */
export function changesHandlers(deps: ChangesHandlerDeps): ChangesHandlers {
  const { registry, keeper } = deps
  return {
    ...readingHandlers(deps),
    'changes.put_back_preview': (params, actor) =>
      keeper.ask('preview', askedOf(registry.find(params.session_id, actor), params)),
    'changes.put_back': (params, actor) => {
      const session = registry.find(params.session_id, actor)
      const asked = { ...askedOf(session, params), by: actor.username }
      const told = { by: actor.username, messageId: params.message_id ?? null }
      return putBack(deps, { session, told, work: () => keeper.ask('put_back', asked) })
    },
    'changes.undo': ({ session_id, put_back_id }, actor) => {
      const session = registry.find(session_id, actor)
      const asked = { session_id, put_back_id, by: actor.username }
      const told = { by: actor.username, messageId: null }
      return putBack(deps, { session, told, work: () => keeper.ask('undo', asked) })
    },
    'changes.note_own': ({ session_id, path: relative, is_over }, actor) => {
      const { workspace_path } = registry.find(session_id, actor).state
      deps.checkpoints.noteOwnWrite(path.join(workspace_path, ...relative.split('/')), is_over)
      return {}
    },
    ...rewindHandlers(deps),
  }
}

function readingHandlers({
  registry,
  keeper,
  checkpoints,
}: ChangesHandlerDeps): Pick<ChangesHandlers, 'changes.list' | 'changes.content'> {
  return {
    'changes.list': async ({ session_id, turn_id, since }, actor) => {
      const { state } = registry.find(session_id, actor)
      const ofTurn = turn_id === undefined ? ({ kind: 'latest' } as const) : ({ kind: 'turn', turn_id } as const)
      const scope = since === undefined ? ofTurn : ({ kind: 'session' } as const)
      const answer = await keeper.ask('list', { session_id: state.id, scope })
      return { ...answer, watching: checkpoints.watching(state) }
    },
    'changes.content': async ({ session_id, blob_id: id }, actor) => {
      const { state } = registry.find(session_id, actor)
      const content = await keeper.ask('content', { session_id: state.id, id })
      if (content === null) {
        throw new HomeportError('SESSION_002', 'This session keeps no such content. It may have been dropped since.')
      }
      return { data: Buffer.from(content).toString('base64') }
    },
  }
}

/** Turns from before Homeport kept what files were are put back by Claude Code's own checkpoints. */
function rewindHandlers(deps: ChangesHandlerDeps): Pick<ChangesHandlers, 'message.rewind' | 'message.rewind_preview'> {
  const { registry, keeper } = deps
  const isKept = (session_id: SessionId, message_id: MessageId) =>
    keeper.ask('knows', { session_id, before: { message_id } })
  return {
    'message.rewind_preview': async ({ session_id, message_id }, actor) => {
      const session = registry.find(session_id, actor)
      if (!(await isKept(session_id, message_id))) {
        return session.rewinding.preview(message_id)
      }
      session.rewinding.assertResting()
      return rewindChanges(session, await keeper.ask('preview', { session_id, before: { message_id }, paths: null }))
    },
    'message.rewind': async ({ session_id, message_id }, actor) => {
      const session = registry.find(session_id, actor)
      if (!(await isKept(session_id, message_id))) {
        return session.rewinding.rewind(message_id, actor.username)
      }
      const asked = { session_id, before: { message_id }, paths: null, by: actor.username }
      const told = { by: actor.username, messageId: message_id }
      return rewindChanges(session, await putBack(deps, { session, told, work: () => keeper.ask('put_back', asked) }))
    },
  }
}

interface PuttingBack {
  readonly session: Session
  readonly told: { readonly by: string; readonly messageId: MessageId | null }
  readonly work: () => Promise<PutBackAnswer>
}

/** While nothing works in the folder, neither this session nor another one; and told in the conversation. */
function putBack({ registry }: ChangesHandlerDeps, { session, told, work }: PuttingBack): Promise<PutBackAnswer> {
  assertFolderRests(registry, session)
  return session.rewinding.alone(async () => {
    const answer = await work()
    session.rewinding.note({ ...told, changes: rewindChanges(session, answer), putBackId: answer.put_back_id })
    return answer
  })
}

/** @throws HomeportError SESSION_003 while another session works in the folder, or something of any works beside its turns. */
function assertFolderRests(registry: Pick<SessionRegistry, 'busyIn'>, { state }: Session): void {
  const busy = registry.busyIn(state.workspace_path)
  const beside = busy.flatMap(({ background_tasks }) => background_tasks)[0]
  if (beside !== undefined) {
    throw new HomeportError(
      'SESSION_003',
      `A task in the background works in this folder (${beside.description.slice(0, 100)}). Nothing was changed; stop it or wait for its end, then put the files back.`,
    )
  }
  const others = busy.filter(({ id }) => id !== state.id)
  if (others.some(({ turn_started_at }) => turn_started_at !== null)) {
    throw new HomeportError(
      'SESSION_003',
      'Another session works in this folder. Nothing was changed; wait for the end of its turn, then put the files back.',
    )
  }
}

/** @throws HomeportError WS_002 unless a turn or a message is named. */
function askedOf({ state }: Session, params: ParamsOf<'changes.put_back'>): PutBackAsked {
  const { turn_id, message_id, paths } = params
  const before: Before | null = turn_id !== undefined ? { turn_id } : message_id !== undefined ? { message_id } : null
  if (before === null) {
    throw new HomeportError(
      'WS_002',
      'Name the turn or the message before which the files stood so. Nothing was changed.',
    )
  }
  return { session_id: state.id, before, paths: paths ?? null }
}

function rewindChanges({ state }: Session, answer: PutBackPreview | PutBackAnswer): RewindChanges {
  const { files, left } = answer
  return {
    files: files.slice(0, MAX_NAMED).map((file) => path.join(state.workspace_path, ...file.path.split('/'))),
    file_count: files.length,
    insertions: sum(files.map(({ additions }) => additions)),
    deletions: sum(files.map(({ deletions }) => deletions)),
    left: left.slice(0, MAX_NAMED),
    ...('put_back_id' in answer ? { put_back_id: answer.put_back_id } : {}),
  }
}

const MAX_NAMED = 200

function sum(numbers: readonly PutBackFile['additions'][]): number {
  return numbers.reduce<number>((total, one) => total + (one ?? 0), 0)
}
