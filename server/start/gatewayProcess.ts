import { type ChildProcess, spawn } from 'node:child_process'
import type { SupervisorRequest } from '#server/gateway/supervision.ts'
import type { EntryPoint } from '#server/platform/entryPoints.ts'

/** A gateway's process as its supervisor sees it, whoever started it. */
export interface GatewayProcess {
  /** undefined: it could not be started, or not yet. */
  readonly pid: number | undefined
  /** How it ended, in words. Never rejects. */
  readonly exited: Promise<string>
  onMessage(listener: (message: unknown) => void): void
  /** No-op once it is gone. */
  send(message: SupervisorRequest): void
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
 * MiB for each half of the heap's young part. V8 would take 16 for what a thousand sockets leave behind when they connect,
 * and give it back late: 36 KB a socket instead of 25.
 */
const YOUNG_HALF_MIB = 4

/**
 * Starts a gateway in a process group of its own: Ctrl-C in the terminal reaches only the supervisor, and the gateway
 * serves on when the supervisor is killed.
 */
export const launchWithNode: LaunchGateway = ({ entry, flags, env }) => {
  const child = spawn(entry.execPath, [`--max-semi-space-size=${YOUNG_HALF_MIB}`, ...entry.args, ...flags], {
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

async function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
}
