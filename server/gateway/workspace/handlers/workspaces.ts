import { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink } from '#server/link/link.ts'
import { type Call, actorOf } from '../../kernel/call.ts'
import { type Confined, confine } from '../confine/confine.ts'

/** The folder of a session that the caller may see. */
export interface OpenedWorkspace {
  readonly session_id: SessionId
  readonly confined: Confined
  /**
   * Changes something at these paths: the host hears before and after that the change is this person's, and takes it for
   * nobody else's, whatever Claude runs meanwhile. That it cannot hear stops nothing.
   */
  readonly own: <T>(paths: readonly string[], change: () => Promise<T>) => Promise<T>
}

export interface Workspaces {
  /**
   * Of a session; without one, of that which the person used last.
   * @throws HomeportError SESSION_002 where it is not theirs, FILE_003 when its folder is gone.
   */
  of(call: Call, session_id?: SessionId): Promise<OpenedWorkspace>
  /** The same for somebody whose call is over. */
  ofActor(actor: Actor, session_id: SessionId): Promise<OpenedWorkspace>
}

/** The host knows the sessions and who may see them; files are opened here. */
export function createWorkspaces(deps: {
  readonly link: Pick<HostLink, 'call'>
  readonly dataDir: string
}): Workspaces {
  const { link, dataDir } = deps
  const ofActor: Workspaces['ofActor'] = async (actor, session_id) => {
    const { id, workspace_path } = await link.call('session.get', { session_id }, actor)
    const note = async (paths: readonly string[], is_over: boolean) => {
      // Whose a change is matters less than that it is made.
      await Promise.all(
        paths.map((path) => link.call('changes.note_own', { session_id: id, path, is_over }, actor).catch(() => {})),
      )
    }
    const own: OpenedWorkspace['own'] = async (paths, change) => {
      await note(paths, false)
      try {
        return await change()
      } finally {
        await note(paths, true)
      }
    }
    return { session_id: id, confined: await confine(workspace_path, { dataDir }), own }
  }
  return {
    ofActor,
    of: async (call, session_id) => {
      const actor = actorOf(call.caller)
      return ofActor(actor, session_id ?? (await latest(link, actor)))
    },
  }
}

async function latest(link: Pick<HostLink, 'call'>, actor: Actor): Promise<SessionId> {
  const { sessions } = await link.call('session.list', { limit: 1 }, actor)
  const [session] = sessions
  if (session === undefined) {
    throw new HomeportError('SESSION_002', 'There is no session yet. Start one, or name it.')
  }
  return session.id
}
