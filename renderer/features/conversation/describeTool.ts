import type { BackgroundWork, ToolItem } from '#shared/session/timeline/items.ts'
import { type ToolPhrase, firstLine, toolPhrase } from '#shared/session/tools/toolPhrase.ts'
import type { ToolTense } from '#shared/session/tools/words.ts'
import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import { changeCounts, type DiffLine, numbered, patchLines } from '#renderer/content/lines/patch.ts'

/** A tool call as one line: a verb, an object, and what it changed. */
export interface ToolDescription extends ToolPhrase {
  /** null: no change of lines, or not completed. */
  readonly change: { readonly added: number; readonly removed: number } | null
}

/** The status of a tool call. `cut`: its turn ended before it did. */
export type ToolStatus = 'running' | 'asking' | 'background' | 'done' | 'failed' | 'denied' | 'cut'

type Call = Pick<ToolItem, 'result' | 'approval' | 'is_cut' | 'background'>

/** The status of a tool call. */
export function toolStatus({ result, approval, is_cut, background }: Call): ToolStatus {
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

/** Describes a tool call. Tools of MCP servers and unknown ones are shown by name. */
export function describeTool(tool: Call & Pick<ToolItem, 'name' | 'input'>, workspace: string): ToolDescription {
  const mark = toolStatus(tool)
  const lines = mark === 'done' ? changedLines(tool) : null
  const phrase = { ...toolPhrase(tool, { workspace, tense: tenseOf(tool, mark) }), ...workNamed(tool) }
  return { ...phrase, change: lines === null ? null : changeCounts(lines) }
}

/** The background task of a call, by the name in its result. */
function workNamed({ name, result }: Call & Pick<ToolItem, 'name'>): Partial<ToolPhrase> {
  const { command, task } = (/^(?:TaskStop|TaskOutput)$/.test(name) ? result?.details : undefined) ?? {}
  if (typeof command === 'string' && command !== '') {
    return { object: firstLine(command), style: 'code' }
  }
  const description = isRecord(task) ? textField(task, 'description') : ''
  return description === '' ? {} : { object: firstLine(description) }
}

function tenseOf({ background }: Call, mark: ToolStatus): ToolTense {
  if (mark === 'asking') {
    return 'wanted'
  }
  return mark === 'background' && background?.state === 'running' ? 'running' : mark
}

const workMarks: Readonly<Record<BackgroundWork['state'], ToolStatus>> = {
  running: 'background',
  completed: 'done',
  failed: 'failed',
  stopped: 'cut',
}

/** A result may only say that the task continues in the background. */
function endOf({ details = {} }: NonNullable<ToolItem['result']>, background: Call['background']): ToolStatus {
  if (background !== null) {
    return workMarks[background.state]
  }
  const runsOn = textField(details, 'backgroundTaskId') !== '' || details['status'] === 'async_launched'
  return runsOn ? 'background' : 'done'
}

/** A new file has no patch: all its lines are added. */
function changedLines({
  name,
  input,
  result,
}: Pick<ToolItem, 'name' | 'input' | 'result'>): readonly DiffLine[] | null {
  return patchLines(result?.details) ?? (name === 'Write' ? numbered('added', textField(input, 'content')) : null)
}
