import type { BackgroundWork, ToolItem } from '#shared/session/timeline/items.ts'
import { type ToolPhrase, type ToolTense, firstLine, toolPhrase } from '#shared/session/tools/toolPhrase.ts'
import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import { changeCounts, type DiffLine, numbered, patchLines } from '#renderer/content/lines/patch.ts'

/** A tool call as one line: a verb, an object, and what it changed. */
export interface ToolWords extends ToolPhrase {
  /** null: nothing that is told by lines, or not done. */
  readonly change: { readonly added: number; readonly removed: number } | null
}

/** The state of a call, told by a mark at the end of its line. `cut`: its turn ended before it did. */
export type ToolMark = 'running' | 'asking' | 'background' | 'done' | 'failed' | 'denied' | 'cut'

type Call = Pick<ToolItem, 'result' | 'approval' | 'is_cut' | 'background'>

/** How a call went so far. */
export function toolMark({ result, approval, is_cut, background }: Call): ToolMark {
  if (approval?.outcome?.decision === 'deny' || result?.decided_by?.decision === 'deny') {
    return 'denied'
  }
  if (result !== null) {
    return result.is_error ? 'failed' : endOf(result, background)
  }
  if (approval !== null && approval.outcome === null) {
    return 'asking'
  }
  return is_cut ? 'cut' : 'running'
}

/** A call in words. Tools of MCP servers and unknown ones are named as they are. */
export function describeTool(tool: Call & Pick<ToolItem, 'name' | 'input'>, workspace: string): ToolWords {
  const mark = toolMark(tool)
  const lines = mark === 'done' ? changedLines(tool) : null
  const phrase = { ...toolPhrase(tool, { workspace, tense: tenseOf(tool, mark) }), ...workNamed(tool) }
  return { ...phrase, change: lines === null ? null : changeCounts(lines) }
}

/** What runs behind the conversation, by the name that Claude Code gives it in its answer. */
function workNamed({ name, result }: Call & Pick<ToolItem, 'name'>): Partial<ToolPhrase> {
  const { command, task } = (/^(?:TaskStop|TaskOutput)$/.test(name) ? result?.details : undefined) ?? {}
  if (typeof command === 'string' && command !== '') {
    return { object: firstLine(command), style: 'code' }
  }
  const description = isRecord(task) ? textField(task, 'description') : ''
  return description === '' ? {} : { object: firstLine(description) }
}

function tenseOf({ background }: Call, mark: ToolMark): ToolTense {
  if (mark === 'asking') {
    return 'wanted'
  }
  return mark === 'background' && background?.state === 'running' ? 'running' : mark
}

const workMarks: Readonly<Record<BackgroundWork['state'], ToolMark>> = {
  running: 'background',
  completed: 'done',
  failed: 'failed',
  stopped: 'cut',
}

/** A result may say no more than that the work goes on behind the conversation. */
function endOf({ details = {} }: NonNullable<ToolItem['result']>, background: Call['background']): ToolMark {
  if (background !== null) {
    return workMarks[background.state]
  }
  const runsOn = textField(details, 'backgroundTaskId') !== '' || details['status'] === 'async_launched'
  return runsOn ? 'background' : 'done'
}

/** A file that was not there has no patch: all of it is new. */
function changedLines({
  name,
  input,
  result,
}: Pick<ToolItem, 'name' | 'input' | 'result'>): readonly DiffLine[] | null {
  return patchLines(result?.details) ?? (name === 'Write' ? numbered('added', textField(input, 'content')) : null)
}
