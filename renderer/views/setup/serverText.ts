import type { McpServer } from '#shared/session/setup.ts'
import { linesOf } from './setupDraft.ts'

/** A server as its form holds it. */
export interface ServerDraft {
  readonly name: string
  readonly type: McpServer['type']
  /** The program, or the address. */
  readonly target: string
  /** One a line. */
  readonly args: string
  /** `NAME=value`, one a line: variables of a program, headers of an address. */
  readonly pairs: string
}

export const NEW_SERVER: ServerDraft = { name: '', type: 'stdio', target: '', args: '', pairs: '' }

export function serverOf({ type, target, args, pairs }: ServerDraft): McpServer {
  const entries = linesOf(pairs).map((line) => {
    const at = line.search(/[=:]/)
    return at === -1 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
  })
  const named: Record<string, string> | null = entries.length === 0 ? null : Object.fromEntries(entries)
  if (type === 'stdio') {
    const list = linesOf(args)
    const more = { ...(list.length === 0 ? {} : { args: list }), ...(named === null ? {} : { env: named }) }
    return { type, command: target.trim(), ...more }
  }
  return { type, url: target.trim(), ...(named === null ? {} : { headers: named }) }
}

/** All of it, as it will be run or asked, one line for each part. */
export function serverText(server: McpServer): string {
  const named = Object.entries((server.type === 'stdio' ? server.env : server.headers) ?? {})
  const first = server.type === 'stdio' ? [server.command, ...(server.args ?? []).map(quoted)].join(' ') : server.url
  const sign = server.type === 'stdio' ? '=' : ': '
  return [first, ...named.map(([name, value]) => `${name}${sign}${value}`)].join('\n')
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(argument) ? argument : JSON.stringify(argument)
}
