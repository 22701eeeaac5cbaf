import { HomeportError, isRetryable } from '#shared/errors.ts'
import type { TerminalId } from '#shared/ids.ts'
import type { TerminalAttached, TerminalSize } from '#shared/session/terminal.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import type { TerminalSizeFacts, TerminalViewer } from '#server/link/terminals/terminalLink.ts'
import type { Clock } from '#server/platform/clock.ts'
import { noSuchTerminal } from '../../frames/errorFrames.ts'
import { encodeFrame } from '../../frames/serverFrames.ts'
import type { Viewer } from '../viewer.ts'
import { TerminalView } from './terminalView.ts'

/** More than anybody looks at. */
const MAX_VIEWS = 32

export interface TerminalScreen {
  /** The sending side of the socket. */
  readonly viewer: Viewer
  /** How the host, and other viewers, know it. */
  readonly self: TerminalViewer
  /** Hears of what was sent. */
  readonly onOutput: (bytes: number) => void
}

export interface SocketTerminalsDeps extends TerminalScreen {
  readonly link: HostLink
  readonly clock: Clock
  readonly registry: {
    add(terminalId: TerminalId, follower: SocketTerminals): void
    remove(terminalId: TerminalId, follower: SocketTerminals): void
  }
}

interface AttachRequest {
  readonly terminal_id: TerminalId
  readonly after_offset?: number | undefined
  readonly size?: { readonly cols: number; readonly rows: number } | undefined
}

/** All terminals that one socket looks at, by handles of its own. */
export class SocketTerminals {
  readonly #deps: SocketTerminalsDeps
  readonly #views = new Map<number, TerminalView>()
  #lastHandle = 0

  constructor(deps: SocketTerminalsDeps) {
    this.#deps = deps
  }

  /**
   * Attaches, or attaches anew under the same handle. `opened` says it to the client, before the bytes.
   * @throws HomeportError as the host refuses; SESSION_003 when it looks at too many.
   */
  async attach(request: AttachRequest, opened: (attached: TerminalAttached) => void): Promise<void> {
    const known = this.#viewOf(request.terminal_id)
    const view = known ?? this.#add(request.terminal_id)
    try {
      await view.open({ after_offset: request.after_offset, size: request.size }, opened)
    } catch (error) {
      this.#remove(view)
      throw error
    }
  }

  /** @throws HomeportError TERMINAL_001. */
  detach(handle: number): void {
    this.#remove(this.#view(handle))
  }

  /** @throws HomeportError TERMINAL_001. */
  ack(handle: number, offset: number): void {
    this.#view(handle).ack(offset)
  }

  /** @throws HomeportError TERMINAL_001. */
  input(handle: number, bytes: Uint8Array): void {
    this.#view(handle).input(bytes)
  }

  /** @throws HomeportError TERMINAL_001 when this socket does not look at it; as the host refuses. */
  async resize(
    terminalId: TerminalId,
    size: { readonly cols: number; readonly rows: number },
    takeOver: boolean,
  ): Promise<TerminalSize> {
    const view = this.#viewOf(terminalId)
    if (view === undefined) {
      throw new HomeportError('TERMINAL_001', 'This socket is not attached to that terminal. Nothing was changed.')
    }
    return shownSize(await view.resize(size, takeOver), this.#deps.self)
  }

  deliver(event: LinkEvent): void {
    const view = event.terminal_id === undefined ? undefined : this.#viewOf(event.terminal_id)
    if (view === undefined) {
      return
    }
    if (event.type === 'terminal_output') {
      view.deliver(event)
    } else if (event.type === 'terminal_size') {
      this.#deliverSize(view, event)
    } else {
      this.#deps.viewer.send(event.payload)
    }
  }

  /** The host, or the link to it, is back: every screen goes on after what was sent last. */
  async catchUp(): Promise<void> {
    await Promise.all(
      [...this.#views.values()].map(async (view) => {
        try {
          await view.open({ after_offset: view.sent }, (attached) => this.#sendAttached(attached))
        } catch (error) {
          if (!isRetryable(error)) {
            this.#gone(view)
          }
        }
      }),
    )
  }

  leave(): void {
    for (const view of this.#views.values()) {
      this.#remove(view)
    }
  }

  #add(terminalId: TerminalId): TerminalView {
    if (this.#views.size >= MAX_VIEWS) {
      throw new HomeportError('SESSION_003', `This socket looks at ${MAX_VIEWS} terminals already. Detach one first.`)
    }
    const { viewer, self, link, registry, onOutput } = this.#deps
    this.#lastHandle += 1
    const view = new TerminalView({
      terminal_id: terminalId,
      handle: this.#lastHandle,
      actor: viewer.actor,
      viewer: self,
      link,
      sendBytes: (payload, onSent) => {
        viewer.sendBytes(payload, onSent)
        onOutput(payload.length)
      },
      sendAttached: (attached) => this.#sendAttached(attached),
    })
    this.#views.set(view.handle, view)
    registry.add(terminalId, this)
    return view
  }

  #remove(view: TerminalView): void {
    if (this.#views.delete(view.handle)) {
      view.end()
      this.#deps.registry.remove(view.terminalId, this)
    }
  }

  #view(handle: number): TerminalView {
    const view = this.#views.get(handle)
    if (view === undefined) {
      throw noSuchTerminal(handle)
    }
    return view
  }

  #viewOf(terminalId: TerminalId): TerminalView | undefined {
    return [...this.#views.values()].find((view) => view.terminalId === terminalId)
  }

  #deliverSize(view: TerminalView, { session_id, payload }: LinkEvent): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by our own host, whose version the link has checked
    const { data } = JSON.parse(payload.toString('utf8')) as { data: TerminalSizeFacts }
    view.noteOwner(data.owner?.id ?? null)
    this.#send('terminal_size', { terminal_id: view.terminalId, ...shownSize(data, this.#deps.self) }, session_id)
  }

  #sendAttached(attached: TerminalAttached): void {
    this.#send('terminal_attached', attached)
  }

  /** Its host died; the next one tells the terminal as ended. */
  #gone(view: TerminalView): void {
    const end = { exit_code: null, signal: null, reason: 'host_died', last_lines: [] }
    this.#send('terminal_exited', { terminal_id: view.terminalId, ...end, ended_at: this.#deps.clock.timestamp() })
    this.#remove(view)
  }

  #send(type: string, data: object, session_id?: string): void {
    const { viewer, clock } = this.#deps
    viewer.send(encodeFrame(type, { session_id, data, timestamp: clock.timestamp() }))
  }
}

/** Without the ids of viewers, which are the gateway's affair. */
function shownSize({ cols, rows, owner }: TerminalSizeFacts, self: TerminalViewer): TerminalSize {
  return { cols, rows, owner: owner === null ? null : { name: owner.name }, is_owner: owner?.id === self.id }
}
