import type { TerminalLink } from '../terminals/terminalLink.ts'
import type { GatewayFrame, HostFrame } from './linkFrames.ts'

export interface TerminalConnection {
  /** Rejects as the host refuses. `settle` runs in order with the events. */
  readonly request: (
    frame: Extract<GatewayFrame, { t: 'open_terminal' | 'resize_terminal' }>,
    settle: (frame: HostFrame, body: Buffer) => void,
  ) => Promise<void>
  /** Says it without an answer. */
  readonly tell: (frame: GatewayFrame, body?: readonly Buffer[]) => void
}

/** The gateway's end of `serveTerminal`. */
export function connectTerminals({ request, tell }: TerminalConnection): TerminalLink {
  return {
    open: ({ terminal_id, actor, viewer, after_offset, size }, opened) =>
      request({ t: 'open_terminal', id: 0, terminal_id, actor, viewer, after_offset, size }, (frame, body) => {
        if (frame.t === 'terminal_opening') {
          const { t: _t, id: _id, snapshot_bytes, ...facts } = frame
          opened({ ...facts, snapshot: body.subarray(0, snapshot_bytes), tail: body.subarray(snapshot_bytes) })
        }
      }),
    resize: async ({ terminal_id, actor, viewer, size, take_over }) => {
      let answer: Extract<HostFrame, { t: 'terminal_size' }> | null = null
      await request({ t: 'resize_terminal', id: 0, terminal_id, actor, viewer, size, take_over }, (frame) => {
        answer = frame.t === 'terminal_size' ? frame : null
      })
      const { cols, rows, owner } = answer ?? { ...size, owner: viewer }
      return { cols, rows, owner }
    },
    close: (terminal_id, viewer_id) => tell({ t: 'close_terminal', terminal_id, viewer_id }),
    input: (terminal_id, bytes) => tell({ t: 'terminal_input', terminal_id }, [bytes]),
    ack: (terminal_id, viewer_id, offset) => tell({ t: 'ack_terminal', terminal_id, viewer_id, offset }),
  }
}
