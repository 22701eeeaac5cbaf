import type { ToolItem } from '#shared/session/timelineItems.ts'
import { type ToolPhrase, toolPhrase } from '#shared/session/toolPhrase.ts'
import { textField } from '#shared/session/toolInput.ts'
import { changeCounts, type DiffLine, numbered, patchLines } from './patch.ts'

/** A tool call as one line: a verb, an object, and what it changed. */
export interface ToolWords extends ToolPhrase {
  /** null: nothing that is told by lines, or not done. */
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
  const lines = changedLines(tool)
  const phrase = toolPhrase(tool, { workspace, tense: tool.result === null ? 'wanted' : 'done' })
  return { ...phrase, change: lines === null ? null : changeCounts(lines) }
}

/** A file that was not there has no patch: all of it is new. */
function changedLines({
  name,
  input,
  result,
}: Pick<ToolItem, 'name' | 'input' | 'result'>): readonly DiffLine[] | null {
  if (result === null || result.is_error) {
    return null
  }
  return patchLines(result.details) ?? (name === 'Write' ? numbered('added', textField(input, 'content')) : null)
}
