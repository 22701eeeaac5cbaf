import type { ToolItem } from '#shared/session/timelineItems.ts'
import { type ToolPhrase, toolPhrase } from '#shared/session/toolPhrase.ts'
import { askedLines, changeCounts, patchLines } from './patch.ts'

/** A tool call as one line: a verb, an object, and what it changed. */
export interface ToolWords extends ToolPhrase {
  readonly change: { readonly added: number; readonly removed: number } | null
}

/** The state of a call, told by a mark at the end of its line. */
export type ToolMark = 'running' | 'asking' | 'done' | 'failed' | 'denied'

/** How a call went so far. */
export function toolMark({ result, approval }: Pick<ToolItem, 'result' | 'approval'>): ToolMark {
  if (approval?.outcome?.decision === 'deny') {
    return 'denied'
  }
  if (result !== null) {
    return result.is_error ? 'failed' : 'done'
  }
  return approval !== null && approval.outcome === null ? 'asking' : 'running'
}

/** A call in words. Tools of MCP servers and unknown ones are named as they are. */
export function describeTool(tool: Pick<ToolItem, 'name' | 'input' | 'result'>, workspace: string): ToolWords {
  const lines = patchLines(tool.result?.details) ?? askedLines(tool.name, tool.input)
  const phrase = toolPhrase(tool, { workspace, tense: tool.result === null ? 'wanted' : 'done' })
  return { ...phrase, change: lines === null ? null : changeCounts(lines) }
}
