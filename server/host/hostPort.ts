import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostOperationName, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { HostPort } from '#server/link/hostPort.ts'
import { hostUnavailable } from '#server/link/hostUnavailable.ts'
import type { EventHub } from './sessions/streams/eventHub.ts'
import type { HostHandlers } from './hostHandlers.ts'
import type { SessionStore } from './sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from './sessions/registry.ts'
import { HANDED_OVER } from './sessions/lifecycle/recoverSession.ts'
import type { People } from './store/people.ts'
import { openTerminalViews } from './terminals/terminalViews.ts'
import type { Terminals } from './terminals/terminals.ts'
import { openStream, overview } from './sessions/streams/streams.ts'

export interface HostPortDeps {
  readonly registry: SessionRegistry
  readonly store: SessionStore
  readonly hub: EventHub
  readonly handlers: HostHandlers
  /** Called with the actor of every call. */
  readonly people: Pick<People, 'note'>
  readonly terminals: Terminals
  /** Runs once; later calls wait for the same end. @param reason Why the sessions are suspended. */
  readonly shutDown: (reason: string) => Promise<void>
}

/** What the host offers to links. From the first `shutDown` on it takes no new work. */
export function createHostPort(deps: HostPortDeps): HostPort {
  const { registry, store, hub, handlers, people, terminals, shutDown } = deps
  let ending: Promise<void> | null = null
  return {
    call: async (name, params, actor) => {
      if (ending !== null) {
        throw hostUnavailable('The session host is stopping. Everything committed is kept.')
      }
      people.note(actor)
      return run(handlers, name, { params, actor })
    },
    overview: (actor) => overview(store, registry, actor),
    attach: (listener) => {
      const subscription = hub.joinGateway(listener)
      const views = openTerminalViews(terminals, listener)
      return {
        terminals: views.link,
        openStream: ({ session_id, after_seq, actor }) => {
          const session = registry.find(session_id, actor)
          const opening = openStream(store, session, after_seq)
          subscription.follow(session_id)
          // What its folder brings now follows by itself, when it is another.
          session.folder.refresh().catch(() => {
            // The host is going away; nobody waits for this.
          })
          return opening
        },
        closeStream: ({ session_id }) => subscription.unfollow(session_id),
        close: () => {
          subscription.leave()
          views.leave()
        },
      }
    },
    shutDown: (handOver) => {
      if (ending === null && handOver === 'when_idle' && registry.countBusy() > 0) {
        return Promise.reject(stillWorking(registry.countBusy()))
      }
      return (ending ??= shutDown(handOver === undefined ? 'host_stopped' : HANDED_OVER))
    },
  }
}

function stillWorking(busy: number): HomeportError {
  return new HomeportError(
    'SESSION_003',
    `${busy === 1 ? 'A session is at work, or waits for an answer' : `${busy} sessions are at work, or wait for an answer`}. Nothing was changed; try again when that is done.`,
    { details: { busy_sessions: busy, retry_possible: true } },
  )
}

function run<N extends HostOperationName>(
  handlers: HostHandlers,
  name: N,
  { params, actor }: { params: ParamsOf<N>; actor: Actor },
): Promise<ResultOf<N>> | ResultOf<N> {
  return handlers[name](params, actor)
}
