import { isRecord, prettyJson, recordList, textField } from '#shared/session/tools/toolInput.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { ContentBlock } from '../protocol/messages.ts'
import type { CalledTool } from './mapState.ts'
import { boundContent } from './toolResults.ts'

/** A call in a message of Claude's, with its id; null where the block is none. */
export function calledTool(block: ContentBlock): { readonly tool_use_id: string; readonly tool: CalledTool } | null {
  const tool_use_id = textField(block, 'id')
  const name = nameOf(block)
  return tool_use_id === '' || name === ''
    ? null
    : { tool_use_id, tool: { name, input: { ...fieldsOf(block['input']) } } }
}

/** Tools that the API runs by itself, as Claude Code calls its own of the same kind. */
const API_TOOLS: ReadonlyMap<string, string> = new Map([
  ['web_search', 'WebSearch'],
  ['web_fetch', 'WebFetch'],
])

function nameOf(block: ContentBlock): string {
  const name = textField(block, 'name')
  switch (block.type) {
    case 'tool_use':
      return name
    case 'server_tool_use':
      return API_TOOLS.get(name) ?? name
    case 'mcp_tool_use':
      return name === '' ? '' : `mcp__${textField(block, 'server_name')}__${name}`
    default:
      return ''
  }
}

/** The result of a tool that the API ran, which stands in Claude's own message; null where the block is none. */
export function mapServerResult(block: ContentBlock): Extract<AgentUpdate, { kind: 'tool_result' }> | null {
  const tool_use_id = textField(block, 'tool_use_id')
  if (!block.type.endsWith('_tool_result') || tool_use_id === '') {
    return null
  }
  const { content } = block
  const error = textField(fieldsOf(content), 'error_code')
  const is_error = block['is_error'] === true || error !== ''
  if (block.type !== 'web_search_tool_result' || error !== '') {
    const told = error === '' ? content : `It failed: ${error.replaceAll('_', ' ')}.`
    const words = isRecord(told) ? prettyJson(told) : told
    return { kind: 'tool_result', tool_use_id, is_error, ...boundContent({ type: block.type, content: words }) }
  }
  // What is encrypted in them is for the API alone.
  const hits = recordList(content)
    .slice(0, MAX_HITS)
    .map((hit) => ({
      title: textField(hit, 'title').slice(0, 300),
      url: textField(hit, 'url').slice(0, 2048),
    }))
  const text = hits.map(({ title, url }) => `${title}\n${url}`).join('\n\n')
  return { kind: 'tool_result', tool_use_id, is_error, content: text, details: { results: [{ content: hits }] } }
}

const MAX_HITS = 50

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}
