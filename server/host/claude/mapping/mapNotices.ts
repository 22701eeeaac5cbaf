import * as z from 'zod'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { SystemLine } from '../protocol/messages.ts'
import { MAX_NOTICE_TEXT, excerpt } from './unknownMessages.ts'

type Level = Extract<AgentUpdate, { kind: 'notice' }>['level']

/** What Claude Code says to people in words of its own. Nothing where it says nothing. */
export function mapContentNotice(line: SystemLine, level: Level): AgentUpdate[] {
  const { content } = Words.parse(line)
  return content === '' ? [] : [notice(level, 'claude_says', excerpt(content, MAX_NOTICE_TEXT))]
}

const Words = z.looseObject({ content: z.string().catch('') })

const Notification = z.looseObject({
  key: z.string().catch(''),
  text: z.string().catch(''),
  priority: z.string().catch('low'),
})

/** A line below its own prompt. The one about Stop hooks only says where its terminal shows what is reported here anyway. */
export function mapNotification(line: SystemLine): AgentUpdate[] {
  const { key, text, priority } = Notification.parse(line)
  const matters = priority === 'high' || priority === 'immediate'
  return !matters || text === '' || key === 'stop-hook-error'
    ? []
    : [notice('info', 'claude_says', excerpt(text, MAX_NOTICE_TEXT))]
}

const Complete = z.looseObject({ mcp_server_name: z.string().catch('') })

/** An MCP server says that the visit it asked for is over. */
export function mapElicitationComplete(line: SystemLine): AgentUpdate[] {
  const { mcp_server_name: server } = Complete.parse(line)
  return [notice('info', 'elicitation_complete', `The MCP server “${excerpt(server, 100)}” has what it asked for.`)]
}

const Install = z.looseObject({ status: z.string().catch(''), name: z.string().catch(''), error: z.string().catch('') })

export function mapPluginInstall(line: SystemLine): AgentUpdate[] {
  const { status, name, error } = Install.parse(line)
  const said = error === '' ? 'it gave no reason' : excerpt(error, MAX_NOTICE_TEXT)
  return status === 'failed'
    ? [notice('warning', 'plugin_failed', `The plugin “${excerpt(name, 100)}” was not installed: ${said}`)]
    : []
}

const Lost = z.looseObject({ error_code: z.string().catch(''), lost: z.array(z.string()).catch([]) })

/** Its disk is full: what Homeport has said stays here, but Claude may not remember it after a restart. */
export function mapWritesLost(line: SystemLine): AgentUpdate[] {
  const { error_code, lost } = Lost.parse(line)
  const what = lost.includes('transcript') ? 'parts of this conversation' : 'its settings'
  const why =
    error_code === 'ENOSPC' ? 'the disk is full' : error_code === 'EDQUOT' ? 'the quota is used up' : error_code
  const text = `Claude Code could not save ${what}: ${excerpt(why, 100)}. Homeport’s own record is kept. Make room; after a restart Claude may have forgotten what was not saved.`
  return [notice('error', 'writes_lost', text)]
}

function notice(level: Level, code: string, text: string): AgentUpdate {
  return { kind: 'notice', level, code, text }
}
