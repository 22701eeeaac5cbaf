import { createHash, timingSafeEqual } from 'node:crypto'
import { rmSync } from 'node:fs'
import { type Server, type Socket, createServer } from 'node:net'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { MAX_PUBLIC_BYTES } from '#shared/protocol/frames.ts'
import type { Actor } from '#shared/operations/session.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'
import { createLogger, inRequest } from '#server/platform/log/log.ts'
import { boundRepeats } from '#server/platform/log/repeatedLines.ts'
import type { Auditor } from '../kernel/call.ts'
import { noCookies } from '../kernel/requests/cookie.ts'
import { type Dispatch } from '../kernel/dispatch.ts'
import { isRequestOperation } from '../kernel/call.ts'
import { parseUntrustedJson } from '../kernel/requests/untrustedJson.ts'

const log = boundRepeats(createLogger('control'), systemClock)

/** Longer than any request of the command line. Each line shows the secret, so a line counts as unauthenticated until it is read. */
const MAX_LINE_BYTES = MAX_PUBLIC_BYTES

/** One request, one line of JSON. The secret is in `run/gateway.json`, which only this user can read. */
const Request = z.object({
  secret: z.string(),
  id: z.number().int().nonnegative(),
  operation: z.string(),
  params: z.unknown().optional(),
})

export interface ControlSocketDeps {
  readonly path: string
  readonly secret: string
  readonly dispatch: Dispatch
  readonly auditor: Pick<Auditor, 'rejected'>
  /** On whose behalf the person at this machine acts. */
  readonly owner: Actor
}

export interface ControlSocket {
  /** Stops listening; requests being answered get their answer first. Idempotent. */
  close(): Promise<void>
}

/**
 * Serves the operations of scope `local` to the command line and the window of this machine, on a local socket that
 * only this user can open. A socket file left by a dead gateway is replaced: the caller holds the instance lock.
 * @throws the listen error as Node gives it.
 */
export async function serveControlSocket(deps: ControlSocketDeps): Promise<ControlSocket> {
  const sockets = new Set<Socket>()
  const answering = new Set<Promise<void>>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', (error) => log.debug('a control connection failed', { error }))
    readLines(socket, (line) => {
      const answered = answer(socket, line, deps).finally(() => answering.delete(answered))
      answering.add(answered)
    })
  })
  if (process.platform !== 'win32') {
    rmSync(deps.path, { force: true })
  }
  await listen(server, deps.path)
  return {
    close: async () => {
      server.close()
      await Promise.allSettled(answering)
      await Promise.all([...sockets].map(async (socket) => new Promise<void>((resolve) => socket.end(resolve))))
      for (const socket of sockets) {
        socket.destroy()
      }
    },
  }
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      server.on('error', (error) => log.error('the control socket failed', { error }))
      resolve()
    })
  })
}

/** Cuts a stream into lines; a line that grows too long ends the connection. */
function readLines(socket: Socket, onLine: (line: string) => void): void {
  const hangUp = (): void => {
    log.warn('dropped a control connection', { reason: 'line too long' })
    socket.destroy()
  }
  const lines = new LineReader({ onLine, onTooLong: hangUp, maxBytes: MAX_LINE_BYTES })
  socket.on('data', (chunk: Buffer) => {
    lines.push(chunk)
    if (lines.unfinishedBytes > MAX_LINE_BYTES) {
      hangUp()
    }
  })
}

async function answer(socket: Socket, line: string, deps: ControlSocketDeps): Promise<void> {
  const request = readRequest(line)
  if (request === null || !sameSecret(request.secret, deps.secret)) {
    const reason = request === null ? 'malformed' : 'wrong secret'
    log.warn('dropped a control connection', { reason })
    deps.auditor.rejected('control', origin, notOurs(reason))
    socket.destroy()
    return
  }
  const { id } = request
  const requestId = `req_${systemIds.uuid()}`
  try {
    const result = await inRequest(requestId, () => run(request, deps, requestId))
    write(socket, { id, result })
  } catch (error) {
    write(socket, { id, error: toErrorData(error) })
  }
}

function readRequest(line: string): z.infer<typeof Request> | null {
  try {
    return Request.parse(parseUntrustedJson(Buffer.from(line)))
  } catch {
    return null
  }
}

async function run(request: z.infer<typeof Request>, deps: ControlSocketDeps, requestId: string): Promise<unknown> {
  const { operation, params } = request
  if (!isRequestOperation(operation)) {
    throw new HomeportError('WS_003', `There is no operation "${operation.slice(0, 100)}" here.`)
  }
  const caller = { kind: 'local', actor: { ...deps.owner, device: 'this machine' } } as const
  return deps.dispatch.run(operation, params ?? {}, {
    caller,
    cookies: noCookies,
    base_url: '',
    ...origin,
    request_id: requestId,
  })
}

const origin = { address: 'local', user_agent: '', request_id: null } as const

function notOurs(reason: string): HomeportError {
  return new HomeportError('AUTH_003', 'A control connection did not show the secret.', { details: { reason } })
}

function toErrorData(error: unknown): object {
  if (error instanceof HomeportError) {
    return { code: error.code, message: error.message, details: error.details }
  }
  log.error('a control request failed by a bug', { error })
  return { code: 'INTERNAL_001', message: 'Something went wrong inside Homeport. The log has more.', details: {} }
}

function write(socket: Socket, message: object): void {
  if (!socket.destroyed) {
    socket.write(`${JSON.stringify(message)}\n`)
  }
}

/** Takes the same time whatever differs, length included. */
function sameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest())
}
