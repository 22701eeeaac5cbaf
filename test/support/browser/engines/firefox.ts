import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { WebSocket } from 'ws'
import { type Engine, clickAt, findProgram, keysOf, startProgram } from './engine.ts'

/** The Firefox of this machine; null where it has none. */
export function findFirefox(): string | null {
  return findProgram(['firefox-esr', 'firefox'])
}

/** A Firefox on a profile of its own, over WebDriver BiDi (W3C), which it speaks by itself. */
export async function openFirefox(
  program: string,
  { width, height }: { width: number; height: number },
): Promise<Engine> {
  const profile = mkdtempSync(path.join(tmpdir(), 'homeport-firefox-'))
  const { match, stop } = await startProgram(
    [program, '--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'],
    { until: /WebDriver BiDi listening on (?<url>ws:\S+)/ },
  )
  const socket = new WebSocket(`${match.groups?.['url'] ?? ''}/session`)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const call = commands(socket)
  await call('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })
  const tree = (await call('browsingContext.getTree', {})) as { contexts: { context: string }[] }
  const context = tree.contexts[0]?.context ?? ''
  await call('browsingContext.setViewport', { context, viewport: { width, height } })
  return {
    open: async (url) => void (await call('browsingContext.navigate', { context, url, wait: 'complete' })),
    evaluate: async <T>(expression: string) => {
      const answer = (await call('script.evaluate', {
        expression: `(async () => JSON.stringify(await (${expression})))()`,
        target: { context },
        awaitPromise: true,
      })) as { type: string; result?: { value?: string }; exceptionDetails?: { text: string } }
      if (answer.type !== 'success') {
        throw new Error(answer.exceptionDetails?.text ?? 'The page threw something.')
      }
      return JSON.parse(answer.result?.value ?? 'null') as T
    },
    types: async (text) => {
      await call('input.performActions', { context, actions: [keysOf(text)] })
    },
    clicks: async (x, y) => {
      await call('input.performActions', { context, actions: [clickAt(x, y)] })
    },
    picture: async () => {
      const { data } = (await call('browsingContext.captureScreenshot', { context })) as { data: string }
      return Buffer.from(data, 'base64')
    },
    close: async () => {
      socket.terminate()
      await stop()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

function commands(socket: WebSocket): (method: string, params: object) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  let last = 0
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString()) as { id?: number; type: string; result?: unknown; message?: string }
    const one = waiting.get(answer.id ?? -1)
    waiting.delete(answer.id ?? -1)
    if (answer.type === 'error') {
      one?.reject(new Error(answer.message))
    } else {
      one?.resolve(answer.result)
    }
  })
  return (method, params) =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      socket.send(JSON.stringify({ id: last, method, params }))
    })
}
