import type { Session } from '#shared/session/session.ts'

const MAX_NAME = 60

/** What a session is called that began with this prompt: its first line, cut where it is long. */
export function nameAfter(prompt: string): string {
  const line = prompt.trim().split('\n', 1)[0]?.trim() ?? ''
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME - 1).trimEnd()}…` : line
}

/** Whether nobody has named it: it is called after its folder. */
export function isUnnamed({ name, workspace_path }: Pick<Session, 'name' | 'workspace_path'>): boolean {
  return name === workspace_path.split(/[/\\]/).at(-1)
}
