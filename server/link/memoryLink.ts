import { CAN_HAND_OVER } from './handOver.ts'
import { hostUnavailable } from './hostUnavailable.ts'
import type { HostPort } from './hostPort.ts'
import type { HostLink, LinkEvent, LinkState } from './link.ts'

/** Both ends in one process: tests, and nothing else yet. Same contract as the socket. */
export function createMemoryLink(port: HostPort, facts: { host_version: string; boot_id: string }): HostLink {
  const eventListeners = new Set<(event: LinkEvent) => void>()
  const stateListeners = new Set<(state: LinkState) => void>()
  let state: LinkState = { kind: 'ready', host_pid: process.pid, capabilities: [CAN_HAND_OVER], ...facts }
  const attachment = port.attach((event) => {
    for (const listener of eventListeners) {
      listener(event)
    }
  })
  const close = () => {
    if (state.kind === 'closed') {
      return
    }
    attachment.close()
    state = { kind: 'closed', reason: 'asked' }
    for (const listener of stateListeners) {
      listener(state)
    }
  }
  const assertOpen = () => {
    if (state.kind === 'closed') {
      throw hostUnavailable()
    }
  }
  return {
    call: async (name, params, actor) => {
      assertOpen()
      return port.call(name, params, actor)
    },
    openStream: async (request, opened) => {
      assertOpen()
      opened(attachment.openStream(request))
    },
    closeStream: (stream) => {
      attachment.closeStream(stream)
    },
    terminals: attachment.terminals,
    overview: async (actor, opened) => {
      assertOpen()
      opened(port.overview(actor))
    },
    shutDown: (handOver) => port.shutDown(handOver),
    onEvent: (listener) => {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    onState: (listener) => {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    state: () => state,
    close,
  }
}
