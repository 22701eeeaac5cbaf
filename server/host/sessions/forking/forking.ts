import { HomeportError } from '#shared/errors.ts'
import { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Session as SessionState } from '#shared/session/session.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { AgentLauncher, ForkPlace, ForkPoint } from '../ports/agent.ts'
import type { FolderTrust } from '../ports/folderTrust.ts'
import type { SessionStore, SessionVariables } from '../ports/sessionPorts.ts'
import type { SessionRegistry } from '../registry.ts'
import { conversationCopy } from './conversationCopy.ts'
import { endOfFork } from './endOfFork.ts'
import { forkState } from './forkState.ts'

export interface ForkingDeps {
  readonly registry: Pick<SessionRegistry, 'find'>
  readonly store: Pick<SessionStore, 'readEvents' | 'seqOf' | 'firstPrompt' | 'lastTurn' | 'insertFork' | 'forkPoint'>
  readonly launcher: Pick<AgentLauncher, 'findForkPoint'>
  readonly trust: Pick<FolderTrust, 'inspect'>
  /** Absent: sessions have no variables of their own. */
  readonly variables?: Pick<SessionVariables, 'copy' | 'wipe'>
  readonly clock: Clock
  readonly ids: Ids
}

/** Makes sessions that go on from a point of another one, which stays as it is. */
export class Forking {
  readonly #deps: ForkingDeps

  constructor(deps: ForkingDeps) {
    this.#deps = deps
  }

  /**
   * Starts a session that knows what was said up to the point, with folder, model and mode of the other one, which may
   * have ended.
   * @throws HomeportError SESSION_002 when there is no such session, message or turn · SESSION_003 when Claude Code cannot
   * go on from there. Nothing was made then.
   */
  async fork({ session_id, name, ...wanted }: ParamsOf<'session.fork'>, actor: Actor): Promise<SessionState> {
    const { registry, store, trust, variables, clock, ids } = this.#deps
    const { id: from, workspace_path: cwd } = registry.find(session_id, actor).state
    const end = endOfFork(store, registry.find(session_id, actor).state, wanted)
    const point = pointOf(await this.#placeOf({ id: from, cwd, before: end.before }))
    const inspected = await trust.inspect(actor.user_id, cwd)
    const id = SessionId.parse(ids.uuid())
    const { environment } = registry.find(session_id, actor).state
    try {
      await variables?.copy({ id: session_id, environment }, id)
      // Found again: it may have been deleted meanwhile.
      const { state: origin } = registry.find(session_id, actor)
      const at = clock.timestamp()
      const known = { end: end.seq, isKnown: point !== null }
      const copy = conversationCopy(store, { from: { session_id: from, name: origin.name }, ...known, id, at })
      const session = forkState(origin, { id, name, trust: inspected.trust, at, copy })
      // The variables that were copied: those of the other one may have changed since.
      const made = { ...session, environment: [...environment] }
      store.insertFork({ session: made, events: copy.events, attachments: copy.attachments, from, point })
    } catch (error) {
      await variables?.wipe({ id, environment })
      throw error
    }
    const fork = registry.find(id, actor)
    fork.resume()
    return fork.state
  }

  /** A fork in which nothing was said has no conversation of its own yet: it is where it was forked from. */
  async #placeOf(wanted: Parameters<AgentLauncher['findForkPoint']>[0]): Promise<ForkPlace> {
    const { launcher, store } = this.#deps
    const place = await launcher.findForkPoint(wanted)
    const point = place.kind === 'gone' ? store.forkPoint(wanted.id) : null
    if (point === null) {
      return place
    }
    const there = await launcher.findForkPoint({ ...wanted, conversation_id: point.conversation_id })
    return there.kind === 'found' && wanted.before === null ? { kind: 'found', point } : there
  }
}

/** @throws HomeportError SESSION_003 when there is no such place. */
function pointOf(place: ForkPlace): ForkPoint | null {
  switch (place.kind) {
    case 'found':
      return place.point
    case 'beginning':
      return null
    case 'gone':
      throw refusal(
        'Claude Code no longer has this conversation: its transcript is gone, so nothing can go on from it.',
      )
    case 'unknown':
      throw refusal('What Claude Code remembers of this conversation does not hold that message. Fork at another one.')
    case 'summed_up':
      throw refusal(
        'Claude has summed up the conversation since then, and goes back no further than that. Fork at a later message.',
      )
  }
}

function refusal(why: string): HomeportError {
  return new HomeportError('SESSION_003', `${why} Nothing was changed.`)
}
