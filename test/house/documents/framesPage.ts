import type * as z from 'zod'
import { closeCodes } from '#shared/protocol/closeCodes.ts'
import { HostPresence, MAX_FRAME_BYTES, MAX_PUBLIC_BYTES } from '#shared/protocol/frames.ts'
import { SecurityNotice } from '#shared/protocol/frames.ts'
import { TaskRunNews } from '#shared/operations/task.ts'
import { PROTOCOL_VERSION } from '#shared/operations/connection.ts'
import { REPLAY_CAP, SNAPSHOT_EVENTS } from '#shared/session/snapshots.ts'
import { DurableEvent, LiveEvent } from '#shared/session/events.ts'
import { blocks, code, table, typescript, writtenFrom } from './markdown.ts'
import { type OperationRow, operationRows } from './operationRows.ts'
import { schemaText } from './schemaText.ts'

/** What goes over the WebSocket at `/ws`, in both directions. */
export function framesPage(): string {
  const rows = operationRows().flatMap(([name, operation]) =>
    operation.ws === undefined ? [] : [{ name, operation, frame: operation.ws }],
  )
  return blocks(
    '# Frames of the WebSocket',
    writtenFrom('`shared/operations`, `shared/protocol/frames.ts` and `shared/session/events.ts`'),
    INTRODUCTION,
    '## Close codes',
    table(['code', 'means'], CLOSINGS),
    '## What a client sends',
    ...rows.map(({ name, operation, frame }) =>
      blocks(
        `### ${frame.type}`,
        operation.summary,
        `Operation ${code(name)} · scope ${code(operation.scope)} · answered by ${code(frame.reply)}`,
        typescript({ Params: schemaText(operation.params, 'in'), ...replyData(operation) }),
      ).trimEnd(),
    ),
    '## What the server sends unasked',
    ...UNASKED.map(([type, when, data]) =>
      blocks(`### ${type}`, when, typescript({ Data: schemaText(data, 'out') })).trimEnd(),
    ),
    '## Binary frames',
    BINARY,
    '## Durable events of a session',
    'They carry `seq` (1, 2, 3 … per session, without holes), are stored before they are sent, and are replayed.',
    ...DurableEvent.options.map((option) => eventSection(option)),
    '## Live events of a session',
    'They carry no `seq` and are never stored: whoever was away finds what became of them in the durable ones.',
    ...LiveEvent.options.map((option) => eventSection(option)),
  )
}

const INTRODUCTION = `Version ${PROTOCOL_VERSION} of the protocol. A socket is signed in by the cookie of a page, or by \`auth\` as its first frame within five
seconds. One that came with a cookie which needs its page's proof gets a challenge for it first: \`challenge\`, \`data.challenge\`. Frames are JSON: \`{"type": …, "id": …, …}\`; parameters stand beside \`type\` or in \`data\`. The one answer to a frame with
an \`id\` carries \`reply_to\` with it, and is of the type named below or \`error\` (\`data\` is ErrorData, codes in
[errors.md](errors.md)). A frame of somebody who is not signed in may hold ${MAX_PUBLIC_BYTES / 1024} KiB, others ${MAX_FRAME_BYTES / 1024 / 1024} MiB.

\`subscribe\` with \`after_seq\` is answered with what is missing, up to ${REPLAY_CAP.toLocaleString('en-GB')} events; with more missing, or without it, by a
snapshot of the last ${SNAPSHOT_EVENTS}. After that everything comes as it happens. A viewer that does not read is started over with another
\`subscribed\`. Shapes that are only named here are in [api.md](api.md#shapes).`

const BINARY = `What a terminal prints and what is typed into it goes in binary frames, as large as text frames may be. Byte 0 is the kind: 1 is
output (from the server), 2 is input (from a client). Bytes 1–4 are the handle of the terminal on this socket, a number without a sign,
big endian. Of output, bytes 5–12 are the offset of the first byte in the terminal's stream, likewise. The rest are the bytes. A frame
for a terminal that is not attached is answered with TERMINAL_001, one that is none of these with WS_002; neither ends the socket.
Terminals cannot be opened yet: \`capabilities\` does not name them.`

const CLOSINGS = [
  [String(closeCodes.goingAway), 'the server is going away for good, or this address was switched off'],
  [String(closeCodes.unauthenticated), 'not signed in, or the sign-in is over'],
  [String(closeCodes.tooManyConnections), 'too many connections of this user'],
  ['any other', 'connect again; 1012 says that the server restarts or that a name or role changed'],
]

const UNASKED: readonly (readonly [string, string, z.ZodType])[] = [
  [
    'security_notice',
    'Something about sign-ins, to the person it is about and to owners who follow the overview.',
    SecurityNotice,
  ],
  [
    'task_run',
    'How a run of a task stands, to its person where they follow the overview: each time that it changes, and also of one without a session.',
    TaskRunNews,
  ],
  ['host_state', 'The session host went or came: what was refused for its sake may be asked again.', HostPresence],
]

/** A reply that holds something else than the result of its operation is described where it is made, in the table. */
function replyData({ ws, result }: OperationRow): Record<string, string> {
  return ws?.data === undefined ? { Data: schemaText(result, 'out') } : {}
}

function eventSection(option: z.ZodObject<{ type: z.ZodLiteral<string>; data: z.ZodType }>): string {
  const { type, data } = option.shape
  return `### ${type.value}\n\n${typescript({ Data: schemaText(data, 'out') })}`
}
