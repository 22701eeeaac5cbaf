import type { Effort } from '#shared/session/effort.ts'
import { type Describe, present } from './described.ts'

/** What sessions are made with. Of variables and servers their names: the rest may be secrets. */
export const setupRows = {
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

export function chosenEffort(effort: Effort | null | undefined): string | undefined {
  return effort === null ? 'default' : effort
}

function namesOf(record: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return record === undefined ? undefined : Object.keys(record).join(' ').slice(0, 200)
}
