import type { ServerState } from '#shared/desktop/desktopState.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import { type ReadyOverview, afterEvent, fromOverview } from '#shared/session/overviewState.ts'
import type { DesktopModel } from '../state/desktopModel.ts'
import { ServerConnection } from './serverConnection.ts'
import { ServerOwner, type ServerOwnerDeps } from './serverOwner.ts'

export interface LiveServerDeps {
  readonly times: ServerOwnerDeps['times']
  readonly find: ServerOwnerDeps['find']
  readonly supervise: ServerOwnerDeps['supervise']
  readonly model: DesktopModel
  readonly userAgent: string
  /** The server is reachable at `localUrl`, for the first time or again. */
  readonly onRunning: (localUrl: string) => void
  /** Something happened about sign-ins. */
  readonly onSecurityNotice: () => void
  /** How a run of a task stands: a `TaskRunNews`. */
  readonly onTaskRun: (news: unknown) => void
  /** The server will not come back by itself. */
  readonly onGivenUp: () => void
}

/** The server and our connection to it; both report to the model. */
export class LiveServer {
  readonly owner: ServerOwner
  readonly connection: ServerConnection
  readonly #deps: LiveServerDeps

  constructor(deps: LiveServerDeps) {
    this.#deps = deps
    this.owner = new ServerOwner({
      times: deps.times,
      find: deps.find,
      supervise: deps.supervise,
      onState: (state, info) => this.#onState(state, info),
    })
    this.connection = new ServerConnection({
      userAgent: deps.userAgent,
      follower: {
        onOverview: (overview) => deps.model.learn({ overview: fromOverview(overview) }),
        onEvent: (event) => {
          const { overview } = deps.model.facts
          if (overview !== null) {
            deps.model.learn({ overview: ready(afterEvent(overview, event)) })
          }
        },
        onSecurityNotice: () => deps.onSecurityNotice(),
        onTaskRun: (news) => deps.onTaskRun(news),
      },
      onLost: (how) => {
        deps.model.learn({ overview: null, remote: null, host: null, asking: [] })
        void this.owner.lost(how)
      },
    })
  }

  /** Checks the server and the connection after the machine may have slept or changed networks. */
  wake(): void {
    this.owner.probe()
    this.connection.probe()
  }

  /** Ends the sign-in, and the gateway when this program started it. */
  async leave(answer: { readonly keep_sessions: boolean }): Promise<void> {
    await this.connection.signOut()
    await this.owner.stop(answer)
  }

  #onState(server: ServerState, info: ServerInfo | null): void {
    const { model, onRunning, onGivenUp } = this.#deps
    model.learn({ server })
    if (info !== null) {
      onRunning(info.local_url)
      void this.#connect(info)
    } else if (server.kind === 'failed' || server.kind === 'stopped') {
      onGivenUp()
    }
  }

  async #connect(info: ServerInfo): Promise<void> {
    try {
      await this.connection.open(info)
    } catch {
      // The server stopped meanwhile; ServerOwner notices, and reports when to connect again.
    }
  }
}

/** Applying an event to a ready overview always yields a ready one. */
function ready(state: ReturnType<typeof afterEvent>): ReadyOverview | null {
  return state.kind === 'ready' ? state : null
}
