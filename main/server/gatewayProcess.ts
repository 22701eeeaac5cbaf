import { type GatewayEnd, type GatewayProcess, type LaunchGateway, HEAP_FLAGS } from '#server/index.ts'
import type { ElectronParts } from '../electronApi.ts'

/**
 * Starts gateways as Electron's utility processes: they end with the program and need no binary of their own. What
 * must outlive the program is the host, which the gateway starts detached.
 */
export function launchWithElectron(utilityProcess: ElectronParts['utilityProcess']): LaunchGateway {
  return ({ entry, flags, env }): GatewayProcess => {
    const [file = ''] = entry.args
    const child = utilityProcess.fork(file, [...flags], {
      env: environmentOf(env),
      // These are switches of Chromium, which hands V8 its own.
      execArgv: [`--js-flags=${HEAP_FLAGS.join(' ')}`],
      // It writes its own log.
      stdio: 'ignore',
      serviceName: 'Homeport gateway',
    })
    let isGone = false
    const exited = new Promise<GatewayEnd>((resolve) => {
      child.once('exit', (code) => {
        isGone = true
        resolve({ how: `exit code ${code}`, code })
      })
    })
    return {
      get pid() {
        return child.pid
      },
      exited,
      onMessage: (listener) => {
        child.on('message', listener)
      },
      send: (message) => {
        if (!isGone) {
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
          child.postMessage(message)
        }
      },
    }
  }
}

/**
 * Electron's `env` type allows no undefined values. The gateway runs inside Electron, so ELECTRON_RUN_AS_NODE is not
 * passed on.
 */
function environmentOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
    ),
  )
}
