import type { TerminalId } from '#shared/ids.ts'
import type { TerminalAttached } from '#shared/session/terminal.ts'
import { encodeOutputBefore, encodeTerminalFrame } from '#shared/terminal/frames.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import type { TerminalOpening, TerminalSizeFacts, TerminalViewer } from '#server/link/terminals/terminalLink.ts'
import type { Actor } from '#shared/operations/session.ts'

/** Beyond this a viewer that does not own the size gets the screen anew instead of every byte. */
const BEHIND_BYTES = 512 * 1024
/** The owner's program waits by then; more was on its way when the size changed hands. */
const OWNER_BEHIND_BYTES = 3 * 1024 * 1024
/** So much may be on its way still when the screen is sent anew: clients say it every 128 KiB. */
const CAUGHT_UP_BYTES = 128 * 1024
/** Of one frame. */
const CHUNK_BYTES = 64 * 1024

export interface TerminalViewDeps {
  readonly terminal_id: TerminalId
  readonly handle: number
  readonly actor: Actor
  readonly viewer: TerminalViewer
  readonly link: Pick<HostLink, 'terminals'>
  /** `onSent`: nobody reads the payload any more. Not called when it could not be sent. */
  readonly sendBytes: (payload: Uint8Array<ArrayBuffer>, onSent?: () => void) => void
  /** Says the screen anew, unasked. */
  readonly sendAttached: (attached: TerminalAttached) => void
}

type Size = { readonly cols: number; readonly rows: number }

/**
 * One socket looking at one terminal.
 *
 * Invariant: what it is sent is the opening, then every byte from its offset on, once and in order; one that is too slow gets
 * another opening instead.
 */
export class TerminalView {
  readonly #deps: TerminalViewDeps
  #state: 'opening' | 'live' | 'behind' | 'ended' = 'opening'
  #opening = 0
  #isOwner = false
  #sent = 0
  #acked = 0

  constructor(deps: TerminalViewDeps) {
    this.#deps = deps
  }

  get handle(): number {
    return this.#deps.handle
  }

  get terminalId(): TerminalId {
    return this.#deps.terminal_id
  }

  /** Bytes that it has been sent up to now. */
  get sent(): number {
    return this.#sent
  }

  /**
   * Opens, or opens anew; `opened` says it to the client, before the bytes.
   * @throws HomeportError as the host refuses.
   */
  async open(
    request: { readonly after_offset?: number | undefined; readonly size?: Size | undefined },
    opened: (attached: TerminalAttached) => void,
  ): Promise<void> {
    const { terminal_id, actor, viewer, link } = this.#deps
    this.#opening += 1
    const mine = this.#opening
    this.#state = 'opening'
    await link.terminals.open({ terminal_id, actor, viewer, ...request }, (opening) => {
      if (this.#state === 'ended' || mine !== this.#opening) {
        return
      }
      opened(this.#attached(opening))
      this.#sent = opening.offset
      this.#acked = opening.offset
      this.#state = 'live'
      this.#send(opening.tail)
    })
  }

  deliver({ payload, offset = 0, giveBack }: LinkEvent): void {
    if (this.#state !== 'live' || offset + payload.length <= this.#sent) {
      return
    }
    const bound = this.#isOwner ? OWNER_BEHIND_BYTES : BEHIND_BYTES
    if (offset > this.#sent || this.#sent - this.#acked > bound) {
      this.#state = 'behind'
      this.#catchUp()
      return
    }
    if (giveBack !== undefined && payload.length <= CHUNK_BYTES && offset === this.#sent) {
      this.#deps.sendBytes(encodeOutputBefore(payload, { handle: this.handle, offset }), giveBack)
      this.#sent += payload.length
    } else {
      this.#send(payload.subarray(this.#sent - offset))
    }
  }

  ack(offset: number): void {
    this.#acked = Math.max(this.#acked, Math.min(offset, this.#sent))
    if (this.#isOwner) {
      this.#deps.link.terminals.ack(this.terminalId, this.#deps.viewer.id, this.#acked)
    }
    this.#catchUp()
  }

  input(bytes: Uint8Array): void {
    this.#deps.link.terminals.input(this.terminalId, Buffer.from(bytes))
  }

  /** @throws HomeportError SESSION_005 as the host refuses. */
  async resize(size: Size, takeOver: boolean): Promise<TerminalSizeFacts> {
    const { terminal_id, actor, viewer, link } = this.#deps
    const facts = await link.terminals.resize({ terminal_id, actor, viewer, size, take_over: takeOver })
    this.noteOwner(facts.owner?.id ?? null)
    return facts
  }

  /** Whose size it is. Returns whether it is this one's. */
  noteOwner(viewerId: string | null): boolean {
    this.#isOwner = viewerId === this.#deps.viewer.id
    return this.#isOwner
  }

  end(): void {
    this.#state = 'ended'
    this.#deps.link.terminals.close(this.terminalId, this.#deps.viewer.id)
  }

  #catchUp(): void {
    if (this.#state !== 'behind' || this.#sent - this.#acked > CAUGHT_UP_BYTES) {
      return
    }
    this.open({}, this.#deps.sendAttached).catch(() => {
      // The host is away, or the terminal is gone: its return, or its end, is told by itself.
    })
  }

  #attached({ snapshot, tail: _tail, owner, ...facts }: TerminalOpening): TerminalAttached {
    const is_owner = this.noteOwner(owner?.id ?? null)
    const { terminal_id, handle } = this.#deps
    const shown = owner === null ? null : { name: owner.name }
    return { ...facts, terminal_id, handle, owner: shown, is_owner, snapshot: snapshot.toString('utf8') }
  }

  #send(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const chunk = bytes.subarray(at, at + CHUNK_BYTES)
      const framed = encodeTerminalFrame({ kind: 'output', handle: this.handle, offset: this.#sent, bytes: chunk })
      this.#deps.sendBytes(framed)
      this.#sent += chunk.length
    }
  }
}
