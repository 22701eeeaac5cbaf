import { setTimeout as delay } from 'node:timers/promises'
import type { GatewayReport } from './supervisorMessages.ts'

/** The way to whoever started this gateway: nobody (then nothing is sent), another Node, or Electron. */
export interface SupervisorChannel {
  /** Resolves when the supervisor has it, or there is none. */
  send(message: GatewayReport): Promise<void>
  onMessage(listener: (message: unknown) => void): void
}

/** What Electron puts into a utility process (electron.d.ts, ParentPort). */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
}

/** By then a message has long been read, unless the machine is at its end. */
const LIKELY_HEARD_MS = 50

/** Electron's own port where there is one, else Node's channel. */
export function supervisorChannel(): SupervisorChannel {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only Electron sets it, and only to this
  const { parentPort } = process as { parentPort?: ParentPort }
  return parentPort === undefined ? nodeChannel() : electronChannel(parentPort)
}

function electronChannel(port: ParentPort): SupervisorChannel {
  return {
    send: async (message) => {
      port.postMessage(message)
      // Nobody says when it has arrived; an end of the process may overtake it.
      await delay(LIKELY_HEARD_MS)
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data))
    },
  }
}

function nodeChannel(): SupervisorChannel {
  return {
    send: async (message) => {
      await new Promise<void>((resolve) => {
        if (process.connected && process.send !== undefined) {
          process.send(message, undefined, undefined, () => resolve())
        } else {
          resolve()
        }
      })
    },
    onMessage: (listener) => {
      process.on('message', listener)
    },
  }
}
