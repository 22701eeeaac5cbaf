import * as z from 'zod'
import { SessionId, Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'
import { Streamed } from './streamed.ts'

/** What a system takes as arguments and variables together is more than this everywhere. */
const MOST_TEXT = 96 * 1024

/** Of one stream, where nobody said otherwise and the answer holds it whole. */
export const USUAL_OUTPUT_BYTES = 1024 * 1024
const MOST_OUTPUT_BYTES = 8 * 1024 * 1024
const USUAL_TIMEOUT_MS = 10 * 60_000
const MOST_TIMEOUT_MS = 24 * 60 * 60_000

const NUL = String.fromCharCode(0)
const text = z.string().refine((value) => !value.includes(NUL), { message: 'A NUL character cannot be passed on.' })

/** The caller's own name for a command, by which it is cancelled. Made up where none is given. */
const ExecId = z.string().regex(/^[\w-]{1,64}$/, { error: 'An id of 1 to 64 letters, digits, - and _.' })

const Variables = z
  .record(z.string().regex(/^(?!homeport_)[a-z_]\w{0,99}$/i, { error: 'That is no name for a variable here.' }), text)
  .refine((env) => Object.keys(env).length <= 200, { message: 'At most 200 variables.' })

/** One command: a line for the system's shell, or the words of a program that is started without one. */
export const Exec = z
  .strictObject({
    session_id: SessionId,
    command: text.min(1).optional(),
    argv: z.array(text).min(1).max(2000).optional(),
    /** From the session's folder; must lie in it. */
    cwd: text.max(4096).optional(),
    /** The same, by the name that it has in older programs. */
    workingDirectory: text.max(4096).optional(),
    /** Beside what the person's login shell exports. */
    env: Variables.optional(),
    timeout_ms: z.number().int().min(1).max(MOST_TIMEOUT_MS).default(USUAL_TIMEOUT_MS),
    /** Of each of stdout and stderr; what comes after it is left out. */
    max_bytes: z.number().int().min(0).max(MOST_OUTPUT_BYTES).optional(),
    exec_id: ExecId.optional(),
  })
  .refine(({ command, argv }) => (command === undefined) !== (argv === undefined), {
    message: 'Name exactly one of command and argv.',
  })
  .refine(({ command = '', argv = [], env = {} }) => textLength([command, ...argv], env) <= MOST_TEXT, {
    message: `The command and its variables are longer than ${MOST_TEXT / 1024} KiB together. Put them into a file.`,
  })
export type Exec = z.infer<typeof Exec>

function textLength(words: readonly string[], env: Readonly<Record<string, string>>): number {
  const all = [...words, ...Object.entries(env).flat()]
  return all.reduce((sum, word) => sum + word.length + 1, 0)
}

/**
 * How a command ended. exited: by itself, or by somebody else's signal · timed_out · cancelled: somebody asked, or nobody
 * read its output any more · stopped: its session ended or the host stops. In the last three with all that it had started.
 */
export const ExecEnd = z.object({
  reason: z.enum(['exited', 'timed_out', 'cancelled', 'stopped']),
  /** null where a signal ended it. */
  exit_code: z.number().int().nullable(),
  signal: z.string().nullable(),
  /** There was more output than `max_bytes`. */
  truncated: z.boolean(),
  duration_ms: z.number().int().nonnegative(),
})
export type ExecEnd = z.infer<typeof ExecEnd>

/** `encoding`: of both outputs; base64 where one of them is no UTF-8. */
export const ExecResult = ExecEnd.extend({
  stdout: z.string(),
  stderr: z.string(),
  encoding: z.enum(['utf-8', 'base64']),
})
export type ExecResult = z.infer<typeof ExecResult>

/** A part of what a command printed, in the order in which it came; `end` once all of it is read. */
export const ExecOutput = z.object({
  chunks: z.array(z.object({ stream: z.enum(['stdout', 'stderr']), base64: z.string() })),
  /** Pass it as `after`: what lies before it is forgotten. */
  next: z.number().int().nonnegative(),
  /** Bytes that nobody read in time. Only of commands that do not wait for a reader. */
  skipped: z.number().int().nonnegative(),
  end: ExecEnd.nullable(),
})
export type ExecOutput = z.infer<typeof ExecOutput>

const one = { session_id: SessionId, exec_id: ExecId }

export const execOperations = {
  'exec.stream': defineOperation({
    summary:
      'The same, told as it happens where the caller accepts application/x-ndjson: lines {"stdout"} or {"stderr"} in order ("encoding":"base64" where one is no UTF-8), at last the end. Whoever reads slowly slows the command; whoever goes away ends it.',
    params: Exec,
    result: Streamed,
    scope: 'drive',
    owner: 'gateway',
    http: {
      method: 'POST',
      path: '/api/session/:session_id/exec',
      answers: 'application/x-ndjson',
      only_where_accepted: true,
    },
    audit: 'exec.stream',
  }),
  'exec.run': defineOperation({
    summary:
      'Run one command in the folder of a session and wait for its end. Ended with all that it started when the time is up, when somebody cancels it, and when the caller goes away.',
    params: Exec,
    result: ExecResult,
    scope: 'drive',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/session/:session_id/exec' },
    ws: {
      type: 'execute',
      reply: 'execute_result',
      /** Older programs read `exitCode`. */
      data: (result: ExecResult) => ({ ...result, exitCode: result.exit_code }),
    },
    audit: 'exec.run',
  }),
  'exec.start': defineOperation({
    summary:
      'Start one command without waiting for it. Its output is read with exec.read, which it waits for; it ends when nobody has read for 30 s.',
    params: Exec,
    result: z.object({ exec_id: ExecId }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/exec/start', status: 201 },
    audit: 'exec.start',
  }),
  'exec.read': defineOperation({
    summary: 'The next part of what a command printed. Waits up to 20 s until there is something.',
    params: z.strictObject({ ...one, after: z.coerce.number().int().nonnegative().default(0) }),
    result: ExecOutput,
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/exec/:exec_id/output' },
  }),
  'exec.cancel': defineOperation({
    summary: 'End a command with all that it started. One that has ended is fine.',
    params: z.strictObject(one),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'DELETE', path: '/api/session/:session_id/exec/:exec_id' },
    ws: { type: 'execute_cancel', reply: 'execute_cancelled' },
    audit: 'exec.cancel',
  }),
  'exec.stop_all': defineOperation({
    summary: "End every command in one's own sessions, each with all that it started.",
    params: z.strictObject({}),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/exec/stop' },
    audit: 'exec.stop_all',
  }),
  'exec.list': defineOperation({
    summary: 'The commands that run in a session.',
    params: z.strictObject({ session_id: SessionId }),
    result: z.object({
      commands: z.array(z.object({ exec_id: ExecId, command: z.string(), cwd: z.string(), started_at: Timestamp })),
    }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/exec' },
  }),
} as const
