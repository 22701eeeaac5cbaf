import type { TerminalLink } from '../terminals/terminalLink.ts'
import type { GatewayFrame, HostFrame } from './linkFrames.ts'

type TerminalFrame = Extract<
  GatewayFrame,
  { t: 'open_terminal' | 'resize_terminal' | 'close_terminal' | 'terminal_input' | 'ack_terminal' }
>

export interface TerminalServing {
  readonly terminals: TerminalLink
  readonly send: (header: HostFrame, body?: readonly Buffer[]) => void
  /** Says it where the work fails. */
  readonly attempt: (id: number, work: () => Promise<void>) => void
}

/** Serves what a gateway asks for those who look at terminals. */
export function serveTerminal(
  request: TerminalFrame,
  body: Buffer,
  { terminals, send, attempt }: TerminalServing,
): void {
  switch (request.t) {
    case 'open_terminal':
      attempt(request.id, () =>
        terminals.open(request, ({ snapshot, tail, ...facts }) =>
          send({ t: 'terminal_opening', id: request.id, ...facts, snapshot_bytes: snapshot.length }, [snapshot, tail]),
        ),
      )
      return
    case 'resize_terminal':
      attempt(request.id, async () =>
        send({ t: 'terminal_size', id: request.id, ...(await terminals.resize(request)) }),
      )
      return
    case 'close_terminal':
      terminals.close(request.terminal_id, request.viewer_id)
      return
    case 'terminal_input':
      terminals.input(request.terminal_id, body)
      return
    case 'ack_terminal':
      terminals.ack(request.terminal_id, request.viewer_id, request.offset)
  }
}
