import { type ChildProcess, spawn } from 'node:child_process'
import type { SupervisorRequest } from '../supervision/supervisorMessages.ts'
import type { EntryPoint } from '#server/platform/processes/entryPoints.ts'
import { HEAP_FLAGS } from '#server/platform/processes/heapFlags.ts'

/** A gateway's process as its supervisor sees it, whoever started it. */
export interface GatewayProcess {
  /** undefined: it could not be started, or not yet. */
  readonly pid: number | undefined
  /** Never rejects. */
  readonly exited: Promise<GatewayEnd>
  onMessage(listener: (message: unknown) => void): void
  /** No-op once it is gone. */
  send(message: SupervisorRequest): void
}

/** How a process ended. */
export interface GatewayEnd {
  /** In words. */
  readonly how: string
  /** null: a signal ended it, or it never began. */
  readonly code: number | null
}

export interface GatewayProgram {
  readonly entry: EntryPoint
  readonly flags: readonly string[]
  /** All of the environment but what the entry point itself wants. */
  readonly env: NodeJS.ProcessEnv
}

/** The seam between plain Node and Electron, which starts it as a utility process. */
export type LaunchGateway = (program: GatewayProgram) => GatewayProcess

/**
 * Starts a gateway in a process group of its own: Ctrl-C in the terminal reaches only the supervisor, and the gateway
 * serves on when the supervisor is killed.
 */
export const launchWithNode: LaunchGateway = ({ entry, flags, env }) => {
  const child = spawn(entry.execPath, [...HEAP_FLAGS, ...entry.args, ...flags], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...env, ...entry.env },
  })
  return {
    get pid() {
      return child.pid
    },
    exited: whenExited(child),
    onMessage: (listener) => {
      child.on('message', listener)
    },
    send: (message) => {
      if (child.connected) {
        child.send(message)
      }
    },
  }
}

async function whenExited(child: ChildProcess): Promise<GatewayEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, code: null }))
    child.once('exit', (code, signal) => resolve({ how: signal ?? `exit code ${code}`, code }))
  })
}
