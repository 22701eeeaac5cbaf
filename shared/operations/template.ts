import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { Effort } from '../session/effort.ts'
import { SessionSetup, VariableName } from '../session/setup.ts'
import { PermissionMode } from '../session/status.ts'
import { defineOperation } from './operation.ts'
import { ModelName, SessionName } from './createSession.ts'

const TemplateId = z.string().min(1).max(128).brand<'TemplateId'>()
export type TemplateId = z.infer<typeof TemplateId>

/** Where a session of it works. any: who starts one says it · new: in a fresh folder that Homeport keeps · path: there. */
export const TemplateFolder = z.union([
  z.strictObject({ kind: z.enum(['any', 'new']) }),
  z.strictObject({ kind: z.literal('path'), path: z.string().min(1).max(4096) }),
])

const fields = {
  name: SessionName,
  /** One line; empty: none. */
  description: z
    .string()
    .trim()
    .max(200)
    .regex(/^\P{Cc}*$/u),
  /** What Claude is to be told first; empty: nothing. */
  prompt: z.string().max(20_000),
  folder: TemplateFolder,
  /** null: Claude Code's own. */
  model: ModelName.nullable(),
  /** null: the usual one. A template never runs without asking. */
  permission_mode: PermissionMode.exclude(['bypassPermissions']).nullable(),
  effort: Effort.nullable(),
  setup: SessionSetup,
  /** Variables that a session of it needs. Templates hold no values. */
  environment: z.array(VariableName).max(50),
  /** Everybody here may start with it. Only an owner shares. */
  shared: z.boolean(),
}

/** A named set-up of sessions. */
export const Template = z.object({
  ...fields,
  id: TemplateId,
  /** built_in: comes with Homeport · own: of who asks · shared: another person's. Only their own are changed. */
  origin: z.enum(['built_in', 'own', 'shared']),
  /** null: it comes with Homeport. */
  created_at: Timestamp.nullable(),
})
export type Template = z.infer<typeof Template>

const templateId = { template_id: TemplateId }

export const templateOperations = {
  'template.list': defineOperation({
    summary: 'Named set-ups of sessions: your own, those that are shared, and those that come with Homeport.',
    params: z.strictObject({}),
    result: z.object({ templates: z.array(Template) }),
    scope: 'drive',
    owner: 'host',
    command_line: true,
    http: { method: 'GET', path: '/api/templates' },
  }),
  'template.create': defineOperation({
    summary: 'Keep a set-up of sessions under a name: starter prompt, folder, model, mode, tools, servers, variables.',
    params: z.strictObject({
      ...fields,
      description: fields.description.default(''),
      prompt: fields.prompt.default(''),
      folder: TemplateFolder.default({ kind: 'any' }),
      model: fields.model.default(null),
      permission_mode: fields.permission_mode.default(null),
      effort: fields.effort.default(null),
      setup: SessionSetup.default({}),
      environment: fields.environment.default([]),
      shared: fields.shared.default(false),
    }),
    result: Template,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/templates', status: 201 },
    audit: 'template.create',
  }),
  'template.update': defineOperation({
    summary:
      'Change a template of yours: only the fields present are written. Sessions that began with it stay as they are. An owner also takes back what another one shares (`shared` false alone).',
    params: z.strictObject({ ...templateId, ...z.object(fields).partial().shape }),
    result: Template,
    scope: 'drive',
    owner: 'host',
    http: { method: 'PATCH', path: '/api/templates/:template_id' },
    audit: 'template.update',
  }),
  'template.delete': defineOperation({
    summary:
      'Delete a template of yours, or as an owner one that is shared. `template.restore` brings it back, until ten others were deleted after it.',
    params: z.strictObject(templateId),
    result: z.object({ success: z.literal(true) }),
    scope: 'drive',
    owner: 'host',
    http: { method: 'DELETE', path: '/api/templates/:template_id' },
    audit: 'template.delete',
  }),
  'template.restore': defineOperation({
    summary: 'Bring a deleted template of yours back; one that was shared is again only where you may share.',
    params: z.strictObject(templateId),
    result: Template,
    scope: 'drive',
    owner: 'host',
    http: { method: 'POST', path: '/api/templates/:template_id/restore' },
    audit: 'template.restore',
  }),
  'template.unshare_all': defineOperation({
    summary:
      'The gateway takes back what a person shares who is no owner any more, or may not enter: it stays theirs. It has no route.',
    params: z.strictObject({}),
    result: z.object({ names: z.array(SessionName) }),
    scope: 'drive',
    owner: 'host',
  }),
} as const
