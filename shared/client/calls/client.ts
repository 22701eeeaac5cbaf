import type * as z from 'zod'
import type { HttpRoute } from '#shared/operations/operation.ts'
import type { InputOf, OperationName, ResultOf } from '#shared/operations/table.ts'
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
  readonly rowOf: RowSource
}

/** Makes the client. Frames whose reply is not the whole result go over HTTP, so that there is one answer shape. */
export function createClient({ pending, sendFrame, requestHttp: request, rowOf }: ClientDeps): Client {
  return {
    call: async <N extends OperationName>(name: N, params: InputOf<N>) => {
      const found = rowOf(name)
      // What is there is sent in this very turn of the event loop: calls reach the server in the order they were made in.
      const row = found instanceof Promise ? await found : found
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

/** The row of an operation; a promise while its code is on its way. Rejects with a HomeportError when that does not come. */
export type RowSource = (name: OperationName) => Row | Promise<Row>

/** What a call needs of its row. */
export interface Row {
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
