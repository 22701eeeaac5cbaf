import type * as z from 'zod'
import type { HttpRoute } from '#shared/operations/operation.ts'
import { operations, type InputOf, type OperationName, type ResultOf } from '#shared/operations/table.ts'
import { HomeportError } from '#shared/errors.ts'
import type { PendingCalls } from './pendingCalls.ts'

/** Typed calls of the operation table. */
export interface Client {
  /**
   * Asks the server for one operation: over the socket where the table names a frame, else over HTTP. The answer is
   * validated. @throws HomeportError with what to tell the person.
   */
  readonly call: <N extends OperationName>(name: N, params: InputOf<N>) => Promise<ResultOf<N>>
}

/** Runs one operation over HTTP. @throws HomeportError as the server says it. */
export type RequestHttp = (route: HttpRoute, params: Readonly<Record<string, unknown>>) => Promise<unknown>

export interface ClientDeps {
  readonly pending: PendingCalls
  /** False: no open socket. */
  readonly sendFrame: (frame: Readonly<Record<string, unknown>>) => boolean
  readonly requestHttp: RequestHttp
}

/** Makes the client. Frames whose reply is not the whole result go over HTTP, so that there is one answer shape. */
export function createClient({ pending, sendFrame, requestHttp: request }: ClientDeps): Client {
  return {
    call: async <N extends OperationName>(name: N, params: InputOf<N>) => {
      const row: Row = operations[name]
      const input: Record<string, unknown> = { ...params }
      const { http, ws } = row
      const answer =
        ws !== undefined && ws.data === undefined
          ? await pending.register((id) => sendFrame(frameOf(ws.type, id, input)))
          : await request(routeOf(name, http), input)
      return checked<N>(name, row, answer)
    },
  }
}

/** What a call needs of its row. */
interface Row {
  readonly result: z.ZodType
  readonly http?: HttpRoute
  readonly ws?: { readonly type: string; readonly data?: unknown }
}

function routeOf(name: string, http: HttpRoute | undefined): HttpRoute {
  if (http === undefined) {
    throw new HomeportError('INTERNAL_001', `${name} cannot be called from a browser.`)
  }
  return http
}

function frameOf(type: string, id: string, { session_id, content, ...data }: Record<string, unknown>) {
  return { type, id, session_id, content, data }
}

function checked<N extends OperationName>(name: N, row: Row, answer: unknown): ResultOf<N> {
  const result = row.result.safeParse(answer)
  if (!result.success) {
    const message = 'The workstation answered in a way this page does not understand. Reload the page.'
    throw new HomeportError('INTERNAL_001', message, { cause: result.error, details: { operation: name } })
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
  return result.data as ResultOf<N>
}
