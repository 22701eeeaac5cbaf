import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { HomeportError } from '#shared/errors.ts'
import type { ErrorData } from '#shared/errors.ts'
import { operations } from '#shared/operations/table.ts'
import type { HostOperationName } from '#shared/operations/table.ts'
import type { FrameDecoder, LinkFrame } from './frameCodec.ts'
import { encodeFrame, encodeHead, LARGE_BYTES } from './frameCodec.ts'
import { FrameRooms } from './frameRooms.ts'
import type { HostAttachment, HostPort } from '../hostPort.ts'
import type { LinkEvent, StreamOpening } from '../link.ts'
import { GatewayFrame } from './linkFrames.ts'
import type { HostFrame, InRequest, LinkLog } from './linkFrames.ts'
import { serveTerminal } from './serveTerminal.ts'

export interface GatewayConnection {
  readonly socket: Socket
  /** May hold frames that came together with the hello. */
  readonly decoder: FrameDecoder
  readonly port: HostPort
  readonly log: LinkLog
  readonly inRequest: InRequest
  readonly drop: (reason: string) => void
  readonly maxUnreadBytes: number
}

/** Serves one admitted gateway until its connection ends. Everything leaves on one ordered stream. */
export function serveGateway(connection: GatewayConnection): void {
  const { socket, decoder, drop } = connection
  const send = sender(connection)
  const attachment = connection.port.attach((event) => send(eventHeader(event), [event.payload]))
  socket.once('close', () => attachment.close())
  const drainFrames = () => {
    try {
      for (let frame = decoder.next(); frame !== null; frame = decoder.next()) {
        handle(frame, { ...connection, attachment, send })
      }
    } catch (error) {
      drop(error instanceof Error ? error.message : String(error))
    }
  }
  socket.on('data', (chunk: Buffer) => {
    decoder.push(chunk)
    drainFrames()
  })
  drainFrames()
}

type Send = (header: HostFrame, body?: readonly Buffer[]) => void

/** Writes frames; those of one tick leave together. A gateway that does not read is dropped, not buffered for ever. */
function sender({ socket, drop, maxUnreadBytes }: GatewayConnection): Send {
  let corked = false
  const rooms = new FrameRooms()
  return (header, body) => {
    if (socket.destroyed || socket.writableEnded) {
      return
    }
    if (socket.writableLength > maxUnreadBytes) {
      drop('the gateway does not read')
      return
    }
    if (!corked) {
      corked = true
      socket.cork()
      process.nextTick(() => {
        corked = false
        socket.uncork()
      })
    }
    const [only] = body?.length === 1 ? body : []
    // Small frames are joined, which costs less than another write.
    if (only === undefined || only.length <= LARGE_BYTES) {
      socket.write(encodeFrame(header, body))
    } else if (header.t === 'event' && header.type === 'terminal_output') {
      writeCopy(socket, rooms, [encodeHead(header, [only]), only])
    } else {
      socket.write(encodeHead(header, [only]))
      socket.write(only)
    }
  }
}

/** What is filled again as soon as this returns. */
function writeCopy(socket: Socket, rooms: FrameRooms, [head, bytes]: readonly [Buffer, Buffer]): void {
  const size = head.length + bytes.length
  const room = rooms.take(size)
  head.copy(room)
  bytes.copy(room, head.length)
  socket.write(room.subarray(0, size), (error) => {
    // After a failure nobody knows who still reads it.
    if (error === null || error === undefined) {
      rooms.give(room)
    }
  })
}

interface Serving extends GatewayConnection {
  readonly attachment: HostAttachment
  readonly send: Send
}

function handle(frame: LinkFrame, serving: Serving): void {
  const request = GatewayFrame.parse(frame.header)
  const { attachment, port, send } = serving
  switch (request.t) {
    case 'close_stream':
      attachment.closeStream(request)
      return
    case 'call':
      serving.inRequest(request.request_id, () => answer(serving, request.id, () => call(port, request, frame.body)))
      return
    case 'shut_down':
      answer(serving, request.id, async () => {
        await port.shutDown(request.hand_over)
        return null
      })
      return
    case 'open_stream':
      void attempt(serving, request.id, () => sendOpening(send, request.id, attachment.openStream(request)))
      return
    case 'overview':
      void attempt(serving, request.id, () => {
        send({ t: 'overview', id: request.id, overview: port.overview(request.actor) })
      })
      return
    case 'open_terminal':
    case 'resize_terminal':
    case 'close_terminal':
    case 'terminal_input':
    case 'ack_terminal':
      serveTerminal(request, frame.body, {
        terminals: attachment.terminals,
        send,
        attempt: (id, work) => void attempt(serving, id, work),
      })
  }
}

function call(port: HostPort, request: GatewayFrame & { t: 'call' }, body: Buffer): Promise<unknown> {
  if (!isHostOperation(request.name)) {
    throw new HomeportError('WS_003', `This session host knows no operation named ${request.name}.`)
  }
  const params = operations[request.name].params.parse(JSON.parse(body.toString('utf8')))
  return port.call(request.name, params, request.actor)
}

const hostOperations: ReadonlySet<string> = new Set(
  Object.entries(operations).flatMap(([name, operation]) => (operation.owner === 'host' ? [name] : [])),
)

function isHostOperation(name: string): name is HostOperationName {
  return hostOperations.has(name)
}

/** Replies when the work is done; work that fails never takes the connection with it. */
function answer(serving: Serving, id: number, work: () => Promise<unknown>): void {
  const reply = async () => {
    try {
      const result = await work()
      serving.send({ t: 'reply', id }, [Buffer.from(JSON.stringify(result))])
    } catch (error) {
      serving.send({ t: 'failure', id, error: toErrorData(error, serving.log) })
    }
  }
  void reply()
}

/** Work that answers by itself when it succeeds. */
async function attempt(serving: Serving, id: number, work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    serving.send({ t: 'failure', id, error: toErrorData(error, serving.log) })
  }
}

function toErrorData(error: unknown, log: LinkLog): ErrorData {
  if (error instanceof HomeportError) {
    return { code: error.code, message: error.message, details: { ...error.details } }
  }
  const incident = randomUUID()
  log.error('an operation failed unexpectedly', {
    incident,
    stack: error instanceof Error ? error.stack : String(error),
  })
  return {
    code: 'INTERNAL_001',
    message: 'Something in the session host went wrong; what was committed before is kept. Its log has more.',
    details: { incident },
  }
}

function sendOpening(send: Send, id: number, opening: StreamOpening): void {
  send(
    {
      t: 'opening',
      id,
      subscribed: opening.subscribed,
      first_seq: opening.first_seq,
      events: lengths(opening.events),
      open_blocks: lengths(opening.open_blocks),
    },
    [...opening.events, ...opening.open_blocks],
  )
}

function lengths(buffers: readonly Buffer[]): number[] {
  return buffers.map((buffer) => buffer.length)
}

function eventHeader(event: LinkEvent): HostFrame {
  const { kind, session_id, terminal_id, user_id, type, seq, offset } = event
  return { t: 'event', kind, session_id, terminal_id, user_id, type, seq, offset }
}
