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
  /** Tells the host that this person has just changed something there: the change is theirs. Never fails. */
  readonly wrote: (path: string) => void
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
    const wrote = (path: string) => {
      // Whose a change is matters less than that it was made.
      link.call('changes.note_own', { session_id: id, path }, actor).catch(() => {})
    }
    return { session_id: id, confined: await confine(workspace_path, { dataDir }), wrote }
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
