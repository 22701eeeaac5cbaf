import * as z from 'zod'
import { SessionId, TerminalId, Timestamp } from '../ids.ts'
import { ExecEnd } from './exec.ts'
import { defineOperation } from './operation.ts'

const ActionId = z.string().regex(/^[\w-]{1,64}$/, { error: 'That is no id of an action.' })
const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}*$/u, { error: 'This is one line, without control characters.' })

/** own: a person's · the others: read from a file of the folder. */
export const ActionSource = z.enum(['own', 'package', 'make', 'just', 'compose'])
export type ActionSource = z.infer<typeof ActionSource>

/** A named command of a project. */
export const ProjectAction = z.object({
  action_id: ActionId,
  source: ActionSource,
  name: z.string(),
  /** What is run, as a line for the system's shell. */
  command: z.string(),
  /** The file it was found in, from the folder; null: one's own. */
  file: z.string().nullable(),
  /** Stands for the command and what its file says: what is run is what was shown. */
  fingerprint: z.string(),
  /** The person has not seen it like this, and does not trust the folder: it runs once they say that they have. */
  needs_look: z.boolean(),
  /** Where it runs now; null: it does not. */
  running: z
    .object({
      session_id: SessionId,
      /** null: in a terminal. */
      exec_id: z.string().nullable(),
      /** null: as a command, without one. */
      terminal_id: TerminalId.nullable().default(null),
    })
    .nullable(),
  /** How it ended the last time; null: it never has. */
  last: ExecEnd.extend({
    ended_at: Timestamp,
    /** The last that it printed in its terminal, without colours. */
    last_lines: z.array(z.string()).default([]),
  }).nullable(),
})
export type ProjectAction = z.infer<typeof ProjectAction>

/** What a file says about its actions. Not whole: it is too long to be shown, and runs in trusted folders alone. */
export const ActionFile = z.object({ file: z.string(), text: z.string(), is_whole: z.boolean() })
export type ActionFile = z.infer<typeof ActionFile>

const sessionId = { session_id: SessionId }
const path = '/api/session/:session_id/actions'

export const projectActionOperations = {
  'project_action.list': defineOperation({
    summary: 'The named commands of a project: those of its files, and one’s own. How each ended the last time.',
    params: z.strictObject(sessionId),
    result: z.object({ actions: z.array(ProjectAction), files: z.array(ActionFile) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path },
  }),
  'project_action.save': defineOperation({
    summary:
      'Keep a named command of one’s own for the folder of a session; with `action_id`: in the place of that one.',
    params: z.strictObject({
      ...sessionId,
      action_id: ActionId.optional(),
      name: oneLine(80),
      command: oneLine(4_000),
    }),
    result: z.object({ action_id: ActionId }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path, status: 201 },
    audit: 'project_action.save',
  }),
  'project_action.remove': defineOperation({
    summary: 'Remove a named command of one’s own. One that runs goes on.',
    params: z.strictObject({ ...sessionId, action_id: ActionId }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: `${path}/:action_id` },
    audit: 'project_action.remove',
  }),
  'project_action.run': defineOperation({
    summary:
      'Run a named command as it was shown. SESSION_006: it is another one now. Its output is read with exec.read, and it waits for no reader; or it runs in a terminal.',
    params: z.strictObject({
      ...sessionId,
      action_id: ActionId,
      fingerprint: z.string().min(1).max(128),
      /** The person has seen what runs. Needed where `needs_look` says so. */
      looked: z.boolean().default(false),
      /** terminal: in one of the session's terminals, where it may be answered, too. */
      run_in: z.enum(['command', 'terminal']).default('command'),
    }),
    result: z.object({ exec_id: z.string().nullable(), terminal_id: TerminalId.nullable() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: `${path}/:action_id/run`, status: 201 },
    audit: 'project_action.run',
  }),
} as const
