import type { BlockKind } from '#shared/session/events.ts'
import type { NewLive } from './journal.ts'

/** A block of Claude's text that still grows. */
export interface OpenBlock {
  readonly block_id: string
  readonly kind: BlockKind
  readonly text: string
}

interface GrowingBlock {
  readonly block_id: string
  readonly kind: BlockKind
  text: string
  /** UTF-16 units of `text` that were sent. */
  sent: number
  chunks: number
}

/**
 * The text of open blocks, and its way to the viewers. Text that comes within one tick (one read of Claude's
 * output) leaves as one delta per block.
 */
export class LiveText {
  readonly #send: (event: NewLive) => void
  readonly #blocks = new Map<string, GrowingBlock>()
  #flushPlanned = false

  constructor(send: (event: NewLive) => void) {
    this.#send = send
  }

  append(block: { block_id: string; kind: BlockKind; text: string }): void {
    const open = this.#blocks.get(block.block_id)
    if (open === undefined) {
      this.#blocks.set(block.block_id, { ...block, sent: 0, chunks: 0 })
    } else {
      open.text += block.text
    }
    if (!this.#flushPlanned) {
      this.#flushPlanned = true
      setImmediate(() => this.flush())
    }
  }

  /** Sends what has not been sent. Before a durable event, so that a block never ends before its text came. */
  flush(): void {
    this.#flushPlanned = false
    for (const block of this.#blocks.values()) {
      if (block.sent < block.text.length) {
        this.#send(delta(block, block.sent))
        block.sent = block.text.length
        block.chunks += 1
      }
    }
  }

  /** Forgets a block: its whole text is in the log now. No-op when it is unknown. */
  close(blockId: string): void {
    this.#blocks.delete(blockId)
  }

  /** Forgets all blocks and returns them: what remains of them must go to the log. */
  closeAll(): OpenBlock[] {
    const blocks = [...this.#blocks.values()].map(({ block_id, kind, text }) => ({ block_id, kind, text }))
    this.#blocks.clear()
    return blocks
  }

  /** The text so far of each open block, as deltas from offset 0, for a viewer that comes now. */
  openings(): NewLive[] {
    this.flush()
    return [...this.#blocks.values()].map((block) => delta(block, 0))
  }
}

function delta(block: GrowingBlock, offset: number): NewLive {
  const { block_id, kind, chunks } = block
  return {
    type: 'claude_response',
    content: block.text.slice(offset),
    data: { block_id, kind, offset, is_complete: false, chunk_index: chunks },
  }
}
