import type { Effort } from '#shared/session/effort.ts'
import type { OperationName, Operations, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { AuditFact } from '../log/auditLog.ts'

/** What an entry says of the object and of how. Never a secret, never a prompt. */
export type Described = Partial<Pick<AuditFact, 'session_id' | 'object_id' | 'details'>>

type AuditedName = {
  [N in OperationName]: Operations[N] extends { readonly audit: string } ? N : never
}[OperationName]

/** `result` is undefined where the operation did not succeed. */
export type Describe = {
  readonly [N in AuditedName]?: (params: ParamsOf<N>, result: ResultOf<N> | undefined) => Described
}

/** Of what is named, an entry says so much. */
export const MOST_SAID = 200

/** What sessions are made with. Of variables and servers their names: the rest may be secrets. */
export const ofSessions = {
  'session.create': (
    { project_path, folder_name, model, permission_mode, effort, trust_fingerprint, ...made },
    session,
  ) => ({
    session_id: session?.id ?? null,
    details: present({
      template: made.template,
      variables: namesOf(made.environment),
      mcp_servers: namesOf(made.setup?.mcp_servers),
      workspace_path: session?.workspace_path ?? project_path ?? folder_name,
      model,
      permission_mode,
      effort: effort ?? undefined,
      trust_fingerprint,
    }),
  }),
  'session.update': ({ session_id: _id, name, effort, setup, environment, ...fields }) => ({
    details: present({
      ...fields,
      setup: setup === undefined ? undefined : Object.keys(setup ?? {}).join(' '),
      variables: namesOf(environment),
      mcp_servers: namesOf(setup?.mcp_servers),
      effort: chosenEffort(effort),
      renamed: name === undefined ? undefined : true,
    }),
  }),
  'mcp.reconnect': ({ server }) => ({ object_id: server }),
  'mcp.sign_in': ({ server }) => ({ object_id: server }),
  'mcp.finish_sign_in': ({ server }) => ({ object_id: server }),
  'template.create': ({ name, shared }, made) => ({ object_id: made?.id ?? null, details: { name, shared } }),
  'template.update': ({ template_id, shared }) => ({ object_id: template_id, details: present({ shared }) }),
  'template.delete': ({ template_id }) => ({ object_id: template_id }),
  'template.restore': ({ template_id }) => ({ object_id: template_id }),
} satisfies Describe

export function present(fields: Readonly<Record<string, string | number | boolean | undefined>>): AuditFact['details'] {
  const kept: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      kept[name] = value
    }
  }
  return kept
}

export function chosenEffort(effort: Effort | null | undefined): string | undefined {
  return effort === null ? 'default' : effort
}

function namesOf(record: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return record === undefined ? undefined : Object.keys(record).join(' ').slice(0, MOST_SAID)
}
