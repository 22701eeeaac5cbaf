import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { HomeportError } from '#shared/errors.ts'
import { endHost, findHost } from '#server/gateway/hostProcess.ts'
import type { Paths } from '#server/platform/paths.ts'
import { killTree } from '#server/platform/processTree.ts'
import { createCrashes } from './crashes.ts'
import { FORCED_GRACE_MS, type GatewayChild, type GatewayExit, startGatewayChild } from './gatewayChild.ts'
import type { GatewayReport } from '#server/gateway/supervision.ts'

export interface SupervisorOptions {
  readonly paths: Paths
  readonly port: { readonly value: number | undefined; readonly strict: boolean }
  readonly demo: boolean
  readonly env: NodeJS.ProcessEnv
  /** The first time that everything works. Later gateways serve at the same address. */
  readonly onReady: (report: Extract<GatewayReport, { kind: 'ready' }>) => void
  /** For people: what happens meanwhile. */
  readonly say: (sentence: string) => void
}

/** already_running: another start was faster; nothing was started. */
export type SupervisorOutcome = 'stopped' | 'already_running'

/**
 * Keeps a gateway running until it is stopped: SIGINT, SIGTERM and SIGHUP stop it and the host cleanly, a second one
 * by force. A gateway that crashes comes back on the same port.
 * @throws HomeportError when it cannot start, or crashes again and again; the host goes on then.
 */
export async function supervise(options: SupervisorOptions): Promise<SupervisorOutcome> {
  const crashes = createCrashes()
  const life: Life = { current: null, port: null, ending: new AbortController() }
  const release = onStopSignals(() => stopOnSignal(life, options))
  try {
    for (;;) {
      const { exit, lastedMs } = await runOnce(life, options)
      if (exit.kind !== 'crashed') {
        return outcomeOf(exit)
      }
      if (!life.ending.signal.aborted) {
        await waitAfterCrash({ exit, wait: crashes.next(lastedMs), life, options })
      }
      if (life.ending.signal.aborted) {
        await endHost(options.paths, null)
        return 'stopped'
      }
    }
  } finally {
    release()
  }
}

/** What runs now, where it serves since it was ready first, and whether it is to end. */
type Life = { current: GatewayChild | null; port: number | null; readonly ending: AbortController }

async function runOnce(life: Life, options: SupervisorOptions): Promise<{ exit: GatewayExit; lastedMs: number }> {
  const startedAt = Date.now()
  const port = life.port === null ? options.port : { value: life.port, strict: true }
  life.current = startGatewayChild(
    { dataDir: options.paths.dataDir, port, demo: options.demo, env: options.env },
    (report) => {
      const isFirst = life.port === null
      life.port = Number(new URL(report.info.local_url).port)
      if (isFirst) {
        options.onReady(report)
      } else {
        options.say('The gateway is back.')
      }
    },
  )
  const exit = await life.current.exited
  life.current = null
  return { exit, lastedMs: Date.now() - startedAt }
}

/** @throws HomeportError INTERNAL_001 when it crashed too often. */
async function waitAfterCrash(facts: {
  readonly exit: Extract<GatewayExit, { kind: 'crashed' }>
  readonly wait: number | null
  readonly life: Life
  readonly options: SupervisorOptions
}): Promise<void> {
  const { exit, wait, life, options } = facts
  if (wait === null) {
    throw new HomeportError(
      'INTERNAL_001',
      `The gateway crashed again and again (${exit.how}) and is not started any more; sessions go on in their host. ` +
        `Its log is ${options.paths.logDir}/gateway.log. "homeport start" tries again, "homeport stop" ends the sessions too.`,
    )
  }
  options.say(`The gateway ended unexpectedly (${exit.how}); it is started again.`)
  // A signal meanwhile cuts the wait short.
  await delay(wait, undefined, { signal: life.ending.signal }).catch(() => {})
}

function outcomeOf(exit: Exclude<GatewayExit, { kind: 'crashed' }>): SupervisorOutcome {
  switch (exit.kind) {
    case 'stopped':
      return 'stopped'
    case 'already_running':
      return 'already_running'
    case 'failed':
      throw new HomeportError('SETTINGS_001', exit.message)
  }
}

function stopOnSignal(life: Life, options: SupervisorOptions): void {
  if (!life.ending.signal.aborted) {
    life.ending.abort()
    options.say('Stopping; sessions are kept and can be resumed. Once more stops by force.')
    life.current?.stop({ keep_sessions: false })
    return
  }
  void life.current?.kill()
  // One that an earlier gateway started is no child of this one.
  const host = findHost(options.paths)
  if (host !== null) {
    void killTree(host, { graceMs: FORCED_GRACE_MS })
  }
}

function onStopSignals(listener: () => void): () => void {
  const signals: NodeJS.Signals[] = hangupIsIgnored() ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) {
    process.on(signal, listener)
  }
  return () => {
    for (const signal of signals) {
      process.off(signal, listener)
    }
  }
}

/** Started by `nohup`: a closed terminal must not stop it, and Node would undo that by listening. */
function hangupIsIgnored(): boolean {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    return ignored !== undefined && (BigInt(`0x${ignored}`) & 1n) === 1n
  } catch {
    return false
  }
}
