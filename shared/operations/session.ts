import * as z from 'zod'
import { SessionId, UserId } from '../ids.ts'
import { Session } from '../session/session.ts'
import { SessionSetup, VariableName } from '../session/setup.ts'
import { Effort } from '../session/effort.ts'
import { FolderTrust } from '../session/trust.ts'
import { CreateSession, ModelName, SessionName, VariableValue, fingerprint } from './createSession.ts'
import { PermissionMode, SessionStatus } from '../session/status.ts'
import { defineOperation } from './operation.ts'

const sessionId = { session_id: SessionId }

/** Who asks for more than one answer holds gets as much as it holds; the rest comes with the next page. */
export const pageSize = ({ usual, most }: { usual: number; most: number }) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .transform((asked) => Math.min(asked, most))
    .default(usual)

/**
 * `interrupt` stops the turn and holds what waits; `run_queue` lets it go on, `hold_queue` holds it without stopping
 * anything. `start_over` begins a new conversation with a summary where Claude Code has lost the old one. `suspend` ends
 * the process and keeps what waits until `resume` or the next prompt. `restart` ends it, with a turn that runs, and starts it again at once; `recycle` does so only while nothing runs or waits, and is refused otherwise. `mark_read` says that a person has the session in
 * front of them, `mark_unread` takes it back. `take_over` ends what writes in the conversation in the chat's place (a terminal, a
 * Claude Code outside), and goes on here. `rename` wants `name`, `set_model` wants `model`, `set_permission_mode`
 * wants `permission_mode`, `set_effort` wants `effort` (null: Claude Code's own), `stop_task` wants `task_id`, `trust` wants `fingerprint`.
 */
export const SessionControl = z.discriminatedUnion('action', [
  z.strictObject({
    ...sessionId,
    action: z.enum([
      'interrupt',
      'terminate',
      'suspend',
      'resume',
      'restart',
      'recycle',
      'start_over',
      'hold_queue',
      'run_queue',
      'take_over',
      'mark_read',
      'mark_unread',
    ]),
  }),
  z.strictObject({ ...sessionId, action: z.literal('rename'), name: SessionName }),
  z.strictObject({ ...sessionId, action: z.literal('set_model'), model: ModelName }),
  z.strictObject({ ...sessionId, action: z.literal('set_permission_mode'), permission_mode: PermissionMode }),
  z.strictObject({ ...sessionId, action: z.literal('set_effort'), effort: Effort.nullable() }),
  z.strictObject({ ...sessionId, action: z.literal('stop_task'), task_id: z.string().min(1).max(100) }),
  z.strictObject({ ...sessionId, action: z.literal('trust'), fingerprint }),
])
export type SessionControl = z.infer<typeof SessionControl>

export const sessionOperations = {
  'session.list': defineOperation({
    summary: 'List sessions, most recently active first.',
    params: z.strictObject({
      status: SessionStatus.optional(),
      project: z.string().optional(),
      q: z.string().max(200).optional(),
      archived: z.stringbool().or(z.boolean()).optional(),
      limit: pageSize({ usual: 50, most: 200 }),
      cursor: z.string().max(200).optional(),
    }),
    result: z.object({ sessions: z.array(Session), next_cursor: z.string().nullable() }),
    scope: 'read',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: '/api/sessions' },
  }),
  'session.create': defineOperation({
    summary: 'Start Claude Code in a folder.',
    params: CreateSession,
    result: Session,
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'POST', path: '/api/session', status: 201 },
    ws: {
      type: 'create_session',
      reply: 'session_created',
      data: (session: Session) => ({
        session_id: session.id,
        workspace_path: session.workspace_path,
        status: session.status,
      }),
    },
    audit: 'session.create',
  }),
  'session.get': defineOperation({
    summary: 'One session.',
    params: z.strictObject(sessionId),
    result: Session,
    scope: 'read',
    command_line: true,
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id' },
  }),
  'session.update': defineOperation({
    summary: 'Change a session: only the fields present are written.',
    params: z.strictObject({
      ...sessionId,
      name: SessionName.optional(),
      model: ModelName.optional(),
      permission_mode: PermissionMode.optional(),
      /** null: Claude Code's own. */
      effort: Effort.nullable().optional(),
      /** In the place of what it had, from the next start on: a process that runs is replaced as soon as no turn does. null: nothing. */
      setup: SessionSetup.nullable().optional(),
      /** Sets these variables and removes those that are null; the others stay. In force as `setup`. */
      environment: z.record(VariableName, VariableValue.nullable()).optional(),
      archived: z.boolean().optional(),
      /** At most 50 of a person's. */
      pinned: z.boolean().optional(),
    }),
    result: Session,
    scope: 'drive',
    command_line: true,
    owner: 'host',
    http: { method: 'PATCH', path: '/api/session/:session_id' },
    audit: 'session.update',
  }),
  'session.terminate': defineOperation({
    summary: 'End a session for good. Its conversation is kept.',
    params: z.strictObject(sessionId),
    result: z.object({ success: z.literal(true), message: z.string() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/session/:session_id' },
    audit: 'session.terminate',
  }),
  'session.delete': defineOperation({
    summary: 'Delete a session and all that was said in it. Until `deletes_at` it can be restored.',
    params: z.strictObject(sessionId),
    result: Session,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/delete' },
    audit: 'session.delete',
  }),
  'session.restore': defineOperation({
    summary: 'Bring a deleted session back.',
    params: z.strictObject(sessionId),
    result: Session,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/restore' },
    audit: 'session.restore',
  }),
  'session.control': defineOperation({
    summary:
      'Interrupt, terminate, suspend, resume, restart, rename, take over from a terminal or a Claude Code outside, hold or run the queue, mark read or unread, change model, permission mode or effort, trust the folder.',
    params: SessionControl,
    result: z.object({ session_id: SessionId, status: SessionStatus, reason: z.string() }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/control' },
    ws: { type: 'session_control', reply: 'session_status' },
    audit: 'session.control',
  }),
  'session.at_stake': defineOperation({
    summary:
      'What a stop would cut: every session that works, waits or runs something in the background, of everybody.',
    params: z.strictObject({}),
    result: z.object({
      sessions: z.array(Session.pick({ name: true, status: true, background_tasks: true })),
    }),
    scope: 'local',
    owner: 'host',
    http: { method: 'GET', path: '/api/sessions/at-stake' },
  }),
  'session.trust': defineOperation({
    summary: 'Trust what the folder of a session brings: exactly what was shown.',
    params: z.strictObject({ ...sessionId, fingerprint }),
    result: Session,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/trust' },
    audit: 'session.trust',
  }),
  'session.untrust': defineOperation({
    summary:
      'Take back that the folder of a session is trusted, for all sessions of its person there. A process that runs is replaced as soon as no turn does.',
    params: z.strictObject(sessionId),
    result: Session,
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/session/:session_id/trust' },
    audit: 'session.untrust',
  }),
  'permission.list': defineOperation({
    summary: 'What needs no question any more in the folder of a session: permissions that its person gave for good.',
    params: z.strictObject(sessionId),
    result: z.object({ permissions: z.array(z.object({ kind: z.enum(['rule', 'folder']), grant: z.string() })) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/session/:session_id/permissions' },
  }),
  'permission.forget': defineOperation({
    summary: 'Take such a permission back. A process that runs is replaced as soon as no turn does.',
    params: z.strictObject({ ...sessionId, grant: z.string().min(1).max(10_000) }),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/session/:session_id/permissions/forget' },
    audit: 'permission.forget',
  }),
  'folder.trust': defineOperation({
    summary: 'What a folder brings for Claude Code, and whether it would be in force for who asks.',
    params: z.strictObject({ path: z.string().min(1).max(4096) }),
    result: z.object({ path: z.string(), trust: FolderTrust }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'GET', path: '/api/folder/trust' },
  }),
} as const

/** The person (or program) on whose behalf an operation runs; made by the gateway, trusted by the host. */
export const Actor = z.object({
  user_id: UserId,
  username: z.string(),
  role: z.enum(['owner', 'member', 'viewer']),
  /** The person whose machine (and whose login of Claude Code) this is. Other accounts may have the role as well. */
  is_local_owner: z.literal(true).optional(),
  /** What they ask from, as people call it: `Safari on iPhone`. Absent: not known. */
  device: z.string().max(200).optional(),
})
export type Actor = z.infer<typeof Actor>
