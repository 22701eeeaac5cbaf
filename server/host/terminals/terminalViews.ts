import type { TerminalId } from '#shared/ids.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { TerminalLink } from '#server/link/terminals/terminalLink.ts'
import { HomeportError } from '#shared/errors.ts'
import type { Terminals } from './terminals.ts'

/** Terminals that the viewers of one gateway look at; how many of them look at each. */
export interface TerminalViews {
  readonly link: TerminalLink
  /** The gateway is gone, and so is everybody who looked through it. */
  leave(): void
}

/** What one gateway may ask, and what it is told: the output and events of those terminals alone. */
export function openTerminalViews(
  terminals: Pick<Terminals, 'find' | 'running' | 'follow'>,
  listener: (event: LinkEvent) => void,
): TerminalViews {
  const viewers = new Map<TerminalId, Set<string>>()
  const unfollow = terminals.follow((event) => {
    if (event.terminal_id !== undefined && viewers.has(event.terminal_id)) {
      listener(event)
    }
  })
  const forget = (terminalId: TerminalId, viewerId: string): void => {
    const set = viewers.get(terminalId)
    if (set?.delete(viewerId) !== true) {
      return
    }
    if (set.size === 0) {
      viewers.delete(terminalId)
    }
    terminals.running(terminalId)?.leave(viewerId)
  }
  const ifFollowed = (terminalId: TerminalId) => (viewers.has(terminalId) ? terminals.running(terminalId) : null)
  return {
    link: {
      open: (request, opened) =>
        new Promise<void>((resolve) => {
          const { terminal_id, viewer, actor } = request
          const terminal = terminals.find(terminal_id, actor)
          // From here on it is delivered; who has not been opened yet leaves it out.
          viewers.set(terminal_id, (viewers.get(terminal_id) ?? new Set()).add(viewer.id))
          terminal.open(request, (opening) => {
            opened(opening)
            resolve()
          })
        }),
      close: forget,
      input: (terminalId, bytes) => ifFollowed(terminalId)?.input(bytes),
      ack: (terminalId, viewerId, offset) => ifFollowed(terminalId)?.ack(viewerId, offset),
      resize: async ({ terminal_id, actor, viewer, size, take_over }) => {
        const terminal = terminals.find(terminal_id, actor)
        if (!terminal.isRunning) {
          throw new HomeportError('SESSION_003', 'This terminal has ended, so it keeps its size.')
        }
        if (!terminal.resize(size, viewer, take_over)) {
          const by = terminal.info.owner?.name ?? 'another device'
          throw new HomeportError('SESSION_005', `The size is that of ${by}. Take it over to change it.`)
        }
        return terminal.sizeFacts
      },
    },
    leave: () => {
      unfollow()
      for (const [terminalId, ids] of viewers) {
        ids.forEach((id) => terminals.running(terminalId)?.leave(id))
      }
      viewers.clear()
    },
  }
}
