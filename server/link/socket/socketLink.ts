import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { type HomeportError, receivedError } from '#shared/errors.ts'
import type { HostOperationName, ResultOf } from '#shared/operations/table.ts'
import { encodeFrame, FrameDecoder, MAX_LINK_FRAME_BYTES } from './frameCodec.ts'
import type { LinkFrame } from './frameCodec.ts'
import { hostUnavailable } from '../hostUnavailable.ts'
import type { HostLink, LinkClosedReason, LinkEvent, LinkState, StreamOpening } from '../link.ts'
import { Greeting, HostFrame, LINK_VERSION } from './linkFrames.ts'
import type { GatewayFrame, LinkLog } from './linkFrames.ts'
import { connectTerminals } from './connectTerminals.ts'

export interface SocketLinkOptions {
  readonly path: string
  readonly secret: string
  readonly log: LinkLog
  /** The request that a call belongs to: the host's log lines about it carry the same id. */
  readonly requestId?: () => string | undefined
}

const GREETING_TIMEOUT_MS = 10_000
const READ_BYTES = 256 * 1024

/**
 * Connects to a host's local socket. Returns at once in state `connecting`; `onState` reports `ready` or `closed`,
 * which is final: who wants another try makes another link.
 */
export function connectSocketLink(options: SocketLinkOptions): HostLink {
  return new SocketLink(options)
}

interface Pending {
  readonly settle: (frame: HostFrame, body: Buffer) => void
  readonly fail: (error: HomeportError) => void
}

class SocketLink implements HostLink {
  readonly #options: SocketLinkOptions
  readonly #socket: Socket
  readonly #decoder = new FrameDecoder(MAX_LINK_FRAME_BYTES)
  readonly #pending = new Map<number, Pending>()
  readonly #eventListeners = new Set<(event: LinkEvent) => void>()
  readonly #stateListeners = new Set<(state: LinkState) => void>()
  readonly #greetingTimer: NodeJS.Timeout
  #state: LinkState = { kind: 'connecting' }
  #nextId = 1

  constructor(options: SocketLinkOptions) {
    this.#options = options
    const { path } = options
    // Read into the same memory again and again: a flood of a terminal would leave much to collect.
    const onread = { buffer: Buffer.alloc(READ_BYTES), callback: this.#onRead }
    this.#socket = connect({ path, onread })
    this.#greetingTimer = setTimeout(() => this.#end('lost', 'the host did not greet in time'), GREETING_TIMEOUT_MS)
    this.#socket.on('connect', () => {
      const hello = { t: 'hello', link_version: LINK_VERSION, secret: options.secret, capabilities: [] }
      this.#socket.write(encodeFrame(hello))
    })
    this.#socket.on('error', (error) => this.#end('lost', error.message))
    this.#socket.on('close', () => this.#end('lost', 'the host closed the connection'))
  }

  readonly call: HostLink['call'] = (name, params, actor) =>
    this.#request(
      { t: 'call', id: 0, name, actor, request_id: this.#options.requestId?.() },
      Buffer.from(JSON.stringify(params)),
      (_frame, body) => parseResult<typeof name>(body),
    )

  readonly openStream: HostLink['openStream'] = (request, opened) =>
    this.#request({ t: 'open_stream', id: 0, ...request }, null, (frame, body) => {
      if (frame.t === 'opening') {
        opened(cutOpening(frame, body))
      }
    })

  readonly overview: HostLink['overview'] = (actor, opened) =>
    this.#request({ t: 'overview', id: 0, actor }, null, (frame) => {
      if (frame.t === 'overview') {
        opened(frame.overview)
      }
    })

  readonly shutDown: HostLink['shutDown'] = (handOver) =>
    this.#request({ t: 'shut_down', id: 0, hand_over: handOver }, null, () => {})

  readonly closeStream: HostLink['closeStream'] = ({ kind, session_id }) => {
    if (this.#state.kind === 'ready') {
      this.#socket.write(encodeFrame({ t: 'close_stream', kind, session_id }))
    }
  }

  readonly terminals: HostLink['terminals'] = connectTerminals({
    request: (frame, settle) => this.#request(frame, null, settle),
    tell: (frame, body) => {
      if (this.#state.kind === 'ready') {
        this.#socket.write(encodeFrame(frame, body))
      }
    },
  })

  readonly onEvent: HostLink['onEvent'] = (listener) => {
    this.#eventListeners.add(listener)
    return () => this.#eventListeners.delete(listener)
  }

  readonly onState: HostLink['onState'] = (listener) => {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  readonly state = (): LinkState => this.#state

  readonly close = (): void => this.#end('asked', 'closed')

  /** `settle` runs inside the reader, so that callbacks keep their position among the events. */
  #request<R>(
    request: Extract<GatewayFrame, { id: number }>,
    body: Buffer | null,
    settle: (frame: HostFrame, body: Buffer) => R,
  ): Promise<R> {
    if (this.#state.kind !== 'ready') {
      return Promise.reject(hostUnavailable())
    }
    const id = this.#nextId++
    return new Promise<R>((resolve, reject) => {
      this.#pending.set(id, {
        settle: (frame, bytes) => resolve(settle(frame, bytes)),
        fail: reject,
      })
      this.#socket.write(encodeFrame({ ...request, id }, body === null ? [] : [body]))
    })
  }

  readonly #onRead = (count: number, room: Uint8Array): boolean => {
    this.#read(Buffer.from(room.buffer, room.byteOffset, count))
    return true
  }

  #read(chunk: Buffer): void {
    try {
      this.#decoder.push(chunk)
      for (let frame = this.#decoder.next(); frame !== null; frame = this.#decoder.next()) {
        this.#take(frame)
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#options.log.error('the host sent what cannot be read', { reason })
      this.#end('lost', reason)
    }
  }

  #take(frame: LinkFrame): void {
    if (this.#state.kind === 'connecting') {
      this.#greeted(Greeting.parse(frame.header))
    } else if (this.#state.kind === 'ready') {
      this.#dispatch(HostFrame.parse(frame.header), frame)
    }
  }

  #greeted(greeting: Greeting): void {
    clearTimeout(this.#greetingTimer)
    if (greeting.t === 'welcome') {
      const { host_pid, host_version, boot_id, capabilities } = greeting
      this.#setState({ kind: 'ready', host_pid, host_version, boot_id, capabilities })
      return
    }
    if (greeting.reason === 'secret') {
      this.#end('refused', 'The running session host knows another secret than its run file names.')
      return
    }
    this.#end(
      'incompatible',
      `The running session host (${greeting.host_version}) speaks link version ${greeting.link_version}, ` +
        `this server ${LINK_VERSION}. Its sessions go on unseen; renewing the host (or "homeport stop" and a new start) keeps and resumes them.`,
    )
  }

  #dispatch(frame: HostFrame, { body, room }: LinkFrame): void {
    if (frame.t === 'event') {
      const event: LinkEvent = {
        kind: frame.kind,
        session_id: frame.session_id,
        terminal_id: frame.terminal_id,
        user_id: frame.user_id,
        type: frame.type,
        seq: frame.seq,
        payload: body,
        offset: frame.offset,
        // What lay before it was its header, which has been read.
        giveBack: frame.type === 'terminal_output' ? () => this.#decoder.reuse(room) : undefined,
      }
      for (const listener of this.#eventListeners) {
        listener(event)
      }
      return
    }
    const pending = this.#pending.get(frame.id)
    this.#pending.delete(frame.id)
    if (frame.t === 'failure') {
      pending?.fail(receivedError(frame.error))
    } else {
      pending?.settle(frame, body)
    }
  }

  #end(reason: LinkClosedReason, message: string): void {
    if (this.#state.kind === 'closed') {
      return
    }
    clearTimeout(this.#greetingTimer)
    this.#socket.destroy()
    const waiting = [...this.#pending.values()]
    this.#pending.clear()
    this.#setState({ kind: 'closed', reason, message })
    for (const pending of waiting) {
      pending.fail(hostUnavailable())
    }
  }

  #setState(state: LinkState): void {
    this.#state = state
    for (const listener of this.#stateListeners) {
      listener(state)
    }
  }
}

/** The host typed the result against the same row of the table; `link_version` keeps both tables the same. */
function parseResult<N extends HostOperationName>(body: Buffer): ResultOf<N> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other end of one typed table, see above
  return JSON.parse(body.toString('utf8')) as ResultOf<N>
}

function cutOpening(frame: HostFrame & { t: 'opening' }, body: Buffer): StreamOpening {
  let offset = 0
  const cut = (length: number) => body.subarray(offset, (offset += length))
  return {
    subscribed: frame.subscribed,
    first_seq: frame.first_seq,
    events: frame.events.map(cut),
    open_blocks: frame.open_blocks.map(cut),
  }
}
