import { Retries } from './retries.ts'
import { createClient, type Client, type RequestHttp, type RowSource } from './calls/client.ts'
import { readFrame, type Incoming } from '#shared/protocol/serverFrames.ts'
import type { LinkState } from './reconnect/linkState.ts'
import { PendingCalls } from './calls/pendingCalls.ts'
import { Subscriptions } from './subscriptions.ts'
import { Supervisor, type SupervisorDeps } from './reconnect/supervisor.ts'

/** Everything a client knows of the server: calls, subscriptions, and whether it is there. */
export interface Connection {
  readonly client: Client
  readonly subscriptions: Subscriptions
  readonly cures: Retries
  /** For terminals, whose code comes later than this. */
  readonly terminals: TerminalChannel
  readonly start: () => void
  readonly stop: () => void
}

/** What of the socket is no business of the other parts. */
export interface TerminalChannel {
  /** Who hears of it; null: nobody. */
  listener: TerminalListener | null
  /** False: there is no open socket, nothing was sent. */
  readonly send: (frame: string | Uint8Array<ArrayBuffer>) => boolean
}

export interface TerminalListener {
  /** Every frame that is no answer of a call, as it came. */
  onText(text: string): void
  onBytes(bytes: ArrayBuffer): void
  /** Another socket is open. */
  onReady(): void
}

export interface ConnectionDeps extends SupervisorDeps {
  /** For operations without a frame. */
  readonly requestHttp: RequestHttp
  readonly rowOf: RowSource
  readonly answerWithinMs: number
  readonly onState: (state: LinkState) => void
  /** What the server says of itself and of this client, each time it is reached. */
  readonly onWelcome: (welcome: Extract<Incoming, { kind: 'welcome' }>) => void
  /** When the server sent what has just arrived, by its clock. */
  readonly onServerTime: (sentAt: number) => void
}

/** Composes the connection. Nothing is opened before `start`. */
export function createConnection(deps: ConnectionDeps): Connection {
  const pending = new PendingCalls(deps.timers, deps.answerWithinMs)
  const cures = new Retries(deps.timers)
  const supervisor = new Supervisor(deps, {
    onText: (text) => deliver(readFrame(text), text),
    onBytes: (bytes) => terminals.listener?.onBytes(bytes),
    onState: (state) => {
      if (state.kind !== 'ready') {
        pending.dropAll()
      }
      deps.onState(state)
      if (state.kind === 'ready') {
        subscriptions.onReady()
        cures.retryAll()
        terminals.listener?.onReady()
      }
    },
  })
  const terminals: TerminalChannel = { listener: null, send: (frame) => supervisor.send(frame) }
  const sendFrame = (frame: Readonly<Record<string, unknown>>) =>
    supervisor.send(JSON.stringify({ ...frame, timestamp: new Date(deps.now()).toISOString() }))
  const client = createClient({ pending, sendFrame, requestHttp: deps.requestHttp, rowOf: deps.rowOf })
  const subscriptions = new Subscriptions((frame) => pending.register((id) => sendFrame({ ...frame, id })), cures)

  /** State first, answers after: whoever awaited an answer finds the state it speaks of. */
  function deliver(incoming: Incoming, text: string): void {
    if ('sent_at' in incoming && incoming.sent_at !== null) {
      deps.onServerTime(incoming.sent_at)
    }
    subscriptions.onIncoming(incoming)
    switch (incoming.kind) {
      case 'reply':
        return pending.settle(incoming.reply_to, incoming.data)
      case 'refusal':
        return incoming.reply_to === null ? undefined : pending.refuse(incoming.reply_to, incoming.error)
      case 'subscribed':
      case 'overview':
        return incoming.reply_to === null ? undefined : pending.settle(incoming.reply_to, null)
      case 'event':
      case 'security_notice':
      case 'task_run':
        return
      case 'ignored':
        terminals.listener?.onText(text)
        return
      case 'host_state':
        return incoming.state === 'ready' ? cures.retryAll() : undefined
      case 'welcome':
        deps.onWelcome(incoming)
    }
  }

  const stop = () => {
    supervisor.stop()
    pending.dropAll()
  }
  return { client, subscriptions, cures, terminals, start: () => supervisor.start(), stop }
}
