import type { TerminalId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { TerminalEnd } from '#shared/session/terminal.ts'

/** Who looks at a terminal: one connection of a gateway. `name` is what other viewers read of it. */
export interface TerminalViewer {
  readonly id: string
  readonly name: string
}

export interface TerminalRequest {
  readonly terminal_id: TerminalId
  readonly actor: Actor
  readonly viewer: TerminalViewer
  /** The bytes after it are enough where they are still kept; absent: the screen. */
  readonly after_offset?: number | undefined
  /** The viewer's own size: it counts where nobody owns the size. */
  readonly size?: { readonly cols: number; readonly rows: number } | undefined
}

export interface TerminalSizeRequest {
  readonly terminal_id: TerminalId
  readonly actor: Actor
  readonly viewer: TerminalViewer
  readonly size: { readonly cols: number; readonly rows: number }
  readonly take_over: boolean
}

/** As the host says it: `owner` is a viewer, whose id only gateways see. */
export interface TerminalSizeFacts {
  readonly cols: number
  readonly rows: number
  readonly owner: TerminalViewer | null
}

export interface TerminalOpening extends TerminalSizeFacts {
  readonly title: string
  readonly scrollback: number
  readonly ended: TerminalEnd | null
  /** Of the first byte of `tail`; later output follows without gap or overlap. */
  readonly offset: number
  /** VT text, UTF-8; empty where the bytes after `after_offset` are all there is to know. */
  readonly snapshot: Buffer
  /** What the snapshot does not show yet. */
  readonly tail: Buffer
}

/** What gateways ask for those who look at terminals. */
export interface TerminalLink {
  /**
   * Follows a terminal for a viewer: the callback runs in order, before any later output of it is delivered.
   * @throws HomeportError TERMINAL_001 when the actor has no such terminal.
   */
  open(request: TerminalRequest, opened: (opening: TerminalOpening) => void): Promise<void>
  /** A viewer looks no more. No-op when it did not. */
  close(terminalId: TerminalId, viewerId: string): void
  /** What a viewer types. Lost when the terminal has ended, or nobody of this gateway looks at it. */
  input(terminalId: TerminalId, bytes: Buffer): void
  /** What a viewer has got; of the one that owns the size it lets the program go on. */
  ack(terminalId: TerminalId, viewerId: string, offset: number): void
  /**
   * Sets the size, and makes the viewer its owner.
   * @throws HomeportError SESSION_005 when another one is and it is not taken over.
   */
  resize(request: TerminalSizeRequest): Promise<TerminalSizeFacts>
}
