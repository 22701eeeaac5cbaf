import { type Socket, connect } from 'node:net'
import * as z from 'zod'
import { HomeportError, ReceivedErrorData, receivedError } from '#shared/errors.ts'
import {
  type OperationName,
  type Operations,
  type InputOf,
  type ResultOf,
  operations,
} from '#shared/operations/table.ts'
import { LineReader } from '#server/platform/files/lineReader.ts'
import { failureCode } from '#server/platform/failure.ts'
import type { RunInfo } from '#server/platform/files/runFile.ts'

/** Operations that the control socket answers. */
export type LocalOperationName = {
  [N in OperationName]: Operations[N] extends { readonly scope: 'local' } | { readonly command_line: true } ? N : never
}[OperationName]

/** Stopping waits for Claude Code to write its transcripts; everything else answers at once … */
const ANSWER_WITHIN_MS = 60_000

/** … but for what waits for somebody else: an authority and its name servers. */
const OTHERS_ANSWER_WITHIN_MS = 11 * 60_000

const Answer = z.union([
  z.object({ id: z.number(), error: ReceivedErrorData }),
  z.object({ id: z.number(), result: z.unknown() }),
])

/** The gateway that serves a data directory, reached over its control socket. */
export interface RunningServer {
  readonly pid: number
  /** @throws HomeportError as the server answers; HOST_001 when it went away meanwhile, HOST_002 when it is of another version. */
  call<N extends LocalOperationName>(
    name: N,
    params: InputOf<N>,
    options?: { readonly waits: 'for others' },
  ): Promise<ResultOf<N>>
}

/** The server that wrote the run file. Whether it is still there shows in the calls: both ends know the secret. */
export function serverOf(info: RunInfo): RunningServer {
  return {
    pid: info.pid,
    call: async (name, params, options) => {
      const withinMs = options === undefined ? ANSWER_WITHIN_MS : OTHERS_ANSWER_WITHIN_MS
      const result = await ask(info, { operation: name, params }, withinMs)
      const parsed = operations[name].result.safeParse(result)
      if (!parsed.success) {
        throw new HomeportError('HOST_002', 'The running Homeport is of another version. Stop it and start again.')
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
      return parsed.data as ResultOf<typeof name>
    },
  }
}

async function ask(
  info: RunInfo,
  request: { readonly operation: string; readonly params: unknown },
  withinMs: number,
): Promise<unknown> {
  const socket = connect(info.socket_path)
  const timer = setTimeout(() => socket.destroy(gone('it does not answer')), withinMs)
  try {
    socket.write(`${JSON.stringify({ secret: info.secret, id: 1, ...request })}\n`)
    const answer = Answer.parse(JSON.parse(await firstLine(socket)))
    if ('error' in answer) {
      throw receivedError(answer.error)
    }
    return answer.result
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

async function firstLine(socket: Socket): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const lines = new LineReader({ onLine: resolve, onTooLong: () => reject(gone('its answer has no end')) })
    socket.on('data', (chunk: Buffer) => lines.push(chunk))
    socket.once('error', (error) =>
      reject(error instanceof HomeportError ? error : gone(error.message, nobodyListens(error))),
    )
    socket.once('close', () => reject(gone('it hung up')))
  })
}

/** The file of a socket stays when its process is killed. */
function nobodyListens(error: Error): boolean {
  return ['ECONNREFUSED', 'ENOENT'].includes(failureCode(error) ?? '')
}

function gone(reason: string, isNobody = false): HomeportError {
  return new HomeportError('HOST_001', `The running Homeport cannot be reached: ${reason}.`, {
    details: { retry_possible: true, nobody_listens: isNobody },
  })
}
