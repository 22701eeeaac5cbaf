import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import type { ToolRequest } from '#server/host/sessions/ports/approvalJudge.ts'
import type { DangerCode, Span } from '../dangerTable.ts'
import { type TextKind, hiddenSpans } from './hiddenText.ts'
import { readsSecret } from '../sensitivePaths.ts'
import { readPowerShell } from './powershell.ts'
import { readShell } from '../shell/readShell.ts'
import { dangersOfAddress } from './webAddress.ts'

/** A danger and the field it is in; without a field it is the tool itself. */
export interface FieldDanger {
  readonly code: DangerCode
  readonly field?: string
  readonly span?: Span
}

/** A path that would be written, and where it is. `isTool`: by Claude Code itself, other than by a command. */
export interface FieldWrite {
  readonly path: string
  readonly from: string | null
  readonly field: string
  readonly span: Span
  readonly isTool: boolean
}

export interface ToolDangers {
  readonly dangers: readonly FieldDanger[]
  readonly writes: readonly FieldWrite[]
}

/** Claude Code's own tools that Homeport knows. What they do is plain from their fields, or they touch nothing. */
const knownTools = new Set(
  'Agent AskUserQuestion Bash BashOutput CronCreate CronDelete CronList Edit Elicitation EnterPlanMode EnterWorktree ExitPlanMode ExitWorktree Glob Grep KillShell LS ListAgents ListMcpResourcesTool Monitor MultiEdit NotebookEdit NotebookRead PowerShell Read ReadMcpResourceTool ReportFindings ScheduleWakeup SendMessage Skill SlashCommand Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoWrite ToolSearch WebFetch WebSearch Workflow Write'.split(
    ' ',
  ),
)

const writers: Readonly<Record<string, string>> = {
  Write: 'file_path',
  Edit: 'file_path',
  MultiEdit: 'file_path',
  NotebookEdit: 'notebook_path',
}

/** The dangers that the input shows by itself, without reading the disk. Linear, never throws. */
export function toolDangers(request: ToolRequest, context: WorkContext): ToolDangers {
  const { tool_name, input } = request
  const command = textField(input, 'command')
  const read = tool_name === 'PowerShell' ? readPowerShell(command, context.folder) : readShell(command, context)
  return {
    dangers: [
      ...ofTool(request),
      ...read.findings.map(({ code, span }) => ({ code, field: 'command', span })),
      ...readings(request),
      ...addresses(input),
      ...hiddenTexts(input),
    ],
    writes: [
      ...read.writes.map((write) => ({ ...write, field: 'command', isTool: false })),
      ...ownWrites(request, context),
    ],
  }
}

/** Where the tool works. */
interface WorkContext {
  readonly folder: string
  readonly home: string
}

function ofTool({ tool_name, input }: ToolRequest): FieldDanger[] {
  const runsLater = tool_name === 'CronCreate' || tool_name === 'ScheduleWakeup'
  const field = 'dangerouslyDisableSandbox'
  return [
    ...(knownTools.has(tool_name) ? [] : [{ code: 'unknown_tool' } as const]),
    ...(runsLater ? [{ code: 'runs_later' } as const] : []),
    ...(input[field] === true ? [{ code: 'no_sandbox', field } as const] : []),
  ]
}

/** What Claude Code's own tools write. */
function ownWrites({ tool_name, input }: ToolRequest, { folder, home }: WorkContext): FieldWrite[] {
  const field = Object.hasOwn(writers, tool_name) ? writers[tool_name] : undefined
  const path = field === undefined ? '' : textField(input, field)
  if (field === undefined || path === '') {
    return []
  }
  const whole = /^~(?:[/\\]|$)/.test(path) ? home + path.slice(1) : path
  return [{ path: whole, from: folder, field, span: { start: 0, end: path.length }, isTool: true }]
}

/** Reading a file of keys. */
function readings({ tool_name, input }: ToolRequest): FieldDanger[] {
  return ['file_path', 'notebook_path', 'path']
    .filter((field) => !Object.hasOwn(writers, tool_name) && readsSecret(textField(input, field)))
    .map((field) => ({ code: 'reads_secrets', field }))
}

function addresses(input: ToolRequest['input']): FieldDanger[] {
  return dangersOfAddress(textField(input, 'url')).map((code) => ({ code, field: 'url' }))
}

/** Fields that may hold a text in any script, where an invisible letter is part of the writing. */
const prose =
  /(?:^|\.)(?:content|old_string|new_string|new_source|plan|prompt|description|question|label|header|message|title)$/

const MAX_DEPTH = 32
const MAX_FIELDS = 20_000

/** Every text of the input, names of fields included, is searched. */
function hiddenTexts(input: ToolRequest['input']): FieldDanger[] {
  const found: FieldDanger[] = []
  const waiting: { value: unknown; field: string; depth: number }[] = [{ value: input, field: '', depth: 0 }]
  let seen = 0
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    seen += 1
    if (at.depth > MAX_DEPTH || seen > MAX_FIELDS) {
      return [...found, { code: 'not_judged' }]
    }
    const { value, field, depth } = at
    if (typeof value === 'string') {
      const kind: TextKind = prose.test(field) ? 'prose' : 'plain'
      found.push(...hiddenSpans(value, kind).map((span) => ({ code: 'hidden_text' as const, field, span })))
    } else if (Array.isArray(value) || isRecord(value)) {
      for (const [name, inner] of Object.entries(value)) {
        const inside = field === '' ? name : `${field}.${name}`
        if (hiddenSpans(name, 'plain').length > 0) {
          found.push({ code: 'hidden_text', field: inside })
        }
        waiting.push({ value: inner, field: inside, depth: depth + 1 })
      }
    }
  }
  return found
}
