import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import type { Template } from '#shared/operations/template.ts'
import type { RequestOperationName } from '../../kernel/call.ts'

/** What gives a device a shell, by whatever name; the command that new checkouts run is one that comes later. */
const SHELLS: ReadonlySet<RequestOperationName> = new Set<RequestOperationName>([
  'terminal.start',
  'terminal.ticket',
  'exec.run',
  'exec.stream',
  'exec.start',
  'project_action.run',
  'worktree.save_setup',
])

/** Whether a request of these checked parameters has a command run that it names itself: a shell, a set-up, a server that is a program. */
export function startsProgram(name: RequestOperationName, params: unknown): boolean {
  return (
    SHELLS.has(name) || (isRecord(params) && (params['checkout_setup'] !== undefined || hasProgram(params['setup'])))
  )
}

/** The template that a new session is to begin with, by its id or its name; null: none. */
export function templateNamed(name: RequestOperationName, params: unknown): string | null {
  const template = name === 'session.create' && isRecord(params) ? textField(params, 'template') : ''
  return template === '' ? null : template
}

/** Whether a session of that template starts a program. Of several of one name each counts. */
export function templateStartsProgram(
  wanted: string,
  templates: readonly Pick<Template, 'id' | 'name' | 'setup'>[],
): boolean {
  return templates.some(({ id, name, setup }) => (id === wanted || name === wanted) && hasProgram(setup))
}

function hasProgram(setup: unknown): boolean {
  const servers = isRecord(setup) && isRecord(setup['mcp_servers']) ? setup['mcp_servers'] : {}
  return Object.values(servers).some((server) => isRecord(server) && server['type'] === 'stdio')
}
