import type { WebSocket } from 'ws'
import { HomeportError } from '#shared/errors.ts'
import type { FrameRoute } from '#shared/operations/operation.ts'
import { type ConnectionOperationName, type OperationName, operations } from '#shared/operations/table.ts'
import type { RequestOrigin } from '../kernel/call.ts'
import { noCookies } from '../kernel/requests/cookie.ts'
import type { ListenerKind } from '../kernel/identity.ts'
import type { Caller, Identity } from '../kernel/identity.ts'
import type { Dispatch } from '../kernel/dispatch.ts'
import type { Call } from '../kernel/call.ts'
import type { ReadFrame } from './frames/frameReader.ts'
import type { ViewerSubscriptions } from './streams/viewerSubscriptions.ts'
import type { SocketTerminals } from './streams/terminals/socketTerminals.ts'
import { runTerminalOperation } from './streams/terminals/terminalOperations.ts'
import type { TerminalTickets } from '../terminals/tickets.ts'
import type { Viewer } from './streams/viewer.ts'

/** What a socket has once it is known who sits there. */
export interface SignedInConnection {
  readonly identity: Identity
  readonly listener: ListenerKind
  readonly origin: RequestOrigin
  readonly viewer: Viewer
  readonly subscriptions: ViewerSubscriptions
  readonly terminals: SocketTerminals
  /** The socket is closed. */
  readonly gone: AbortSignal
}

/** Aborts when the socket is closed. */
export function closingOf(socket: Pick<WebSocket, 'once'>): AbortSignal {
  const closing = new AbortController()
  socket.once('close', () => closing.abort())
  return closing.signal
}

export type ConnectionState =
  /** `early`: what came while the first frame is being checked; null before it came. */
  | { readonly kind: 'unproven'; readonly deadline: NodeJS.Timeout; early: ReadFrame[] | null }
  /** `shown_until`: when the access token is over that it was opened with, or the last that came since; by uptime. */
  | ({ readonly kind: 'signed_in'; shown_until: number } & SignedInConnection)
  | { readonly kind: 'closed' }

export type SignedIn = Extract<ConnectionState, { kind: 'signed_in' }>

export interface Reply {
  readonly type: string
  readonly session_id: string | undefined
  readonly data: unknown
}

type Frame = Extract<ReadFrame, { kind: 'frame' }>
interface Context {
  readonly state: SignedInConnection
  readonly dispatch: Dispatch
  readonly tickets: TerminalTickets
  /** Sends a reply at its place among what else is sent. */
  readonly reply: (frame: Frame, type: string, data: object) => void
}

/**
 * Runs the request of a frame. null: the reply was sent already, at its position among the events.
 * @throws HomeportError WS_003 for unknown types, WS_002 for parameters, and whatever the operation refuses.
 */
export async function runFrame(frame: Frame, context: Context): Promise<Reply | null> {
  const row = rows.get(frame.type)
  if (row === undefined) {
    throw new HomeportError('WS_003', `There is no frame of the type "${frame.type.slice(0, 100)}" here.`)
  }
  if (isConnectionOperation(row.name)) {
    return runConnectionOperation(row.name, frame, context)
  }
  const result = await context.dispatch.run(row.name, frame.params, callOf(context.state))
  return {
    type: row.ws.reply,
    session_id: sessionIdOf(frame, result),
    data: row.ws.data === undefined ? result : row.ws.data(result),
  }
}

interface Row {
  readonly name: OperationName
  readonly ws: FrameRoute<unknown>
}

const rows: ReadonlyMap<string, Row> = new Map(
  Object.entries(operations).flatMap(([name, operation]) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.entries` forgets that its names are the table's; each row's `data` takes that row's own result
    'ws' in operation ? [[operation.ws.type, { name, ws: operation.ws } as Row]] : [],
  ),
)

function isConnectionOperation(name: OperationName): name is ConnectionOperationName {
  return operations[name].owner === 'connection'
}

async function runConnectionOperation(
  name: ConnectionOperationName,
  frame: Frame,
  { state, dispatch, tickets, reply }: Context,
): Promise<Reply | null> {
  const caller = callerOf(state)
  const { subscriptions } = state
  switch (name) {
    case 'connection.auth':
      return null
    case 'connection.subscribe': {
      const { session_id, after_seq } = dispatch.admit(name, frame.params, caller)
      await subscriptions.follow({ kind: 'session', session_id }, { after_seq, reply_to: frame.id })
      return null
    }
    case 'connection.unsubscribe': {
      const { session_id } = dispatch.admit(name, frame.params, caller)
      subscriptions.unfollow({ kind: 'session', session_id })
      return { type: operations[name].ws.reply, session_id, data: { session_id } }
    }
    case 'connection.subscribe_all':
      dispatch.admit(name, frame.params, caller)
      await subscriptions.followAll(frame.id)
      return null
    case 'connection.ping':
      dispatch.admit(name, frame.params, caller)
      return { type: operations[name].ws.reply, session_id: undefined, data: {} }
    default:
      await runTerminalOperation(name, frame, {
        call: callOf(state),
        identity: state.identity,
        dispatch,
        terminals: state.terminals,
        tickets,
        reply: (type, data) => reply(frame, type, data),
      })
      return null
  }
}

/** Sockets carry no cookies back. */
function callOf(state: SignedInConnection): Call {
  return { caller: callerOf(state), cookies: noCookies, base_url: '', gone: state.gone, ...state.origin }
}

function callerOf({ identity, listener }: SignedInConnection): Caller {
  return { kind: 'signed_in', identity, listener }
}

/** The session a reply is about: the one named in the frame, or the one just made. */
function sessionIdOf(frame: Frame, result: unknown): string | undefined {
  const named = frame.params['session_id']
  if (typeof named === 'string') {
    return named
  }
  const made = typeof result === 'object' && result !== null && 'id' in result ? result.id : undefined
  return typeof made === 'string' ? made : undefined
}
