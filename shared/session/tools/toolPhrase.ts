import { within } from '../paths.ts'
import { recordList, textField } from './toolInput.ts'
import * as words from './words.ts'

/** The name under which a question of an MCP server stands where tools have theirs: in rules, the audit log, the tray. */
export const ELICITATION_TOOL = 'Elicitation'

/** What a tool does, as a verb and its object. */
export interface ToolPhrase {
  readonly verb: string
  readonly object: string
  /** `code`: a command or path, shown in the code font. */
  readonly style: 'code' | 'plain'
}

type Input = Readonly<Record<string, unknown>>
type Describe = (input: Input, workspace: string) => Described

/** What is done, or a name that has no tense. */
interface Described extends Omit<ToolPhrase, 'verb'> {
  readonly verb: { readonly deed: words.Deed } | string
}

/** A call in words. Tools of MCP servers and unknown ones are named as they are. */
export function toolPhrase(
  tool: { readonly name: string; readonly input: Input },
  { workspace, tense }: { readonly workspace: string; readonly tense: words.ToolTense },
): ToolPhrase {
  const describe = descriptions.get(tool.name) ?? unknown(tool.name)
  const { verb, ...phrase } = describe(tool.input, workspace)
  return { ...phrase, verb: typeof verb === 'string' ? verb : words.deedIn(verb.deed, tense) }
}

const file =
  (deed: words.Deed, field = 'file_path'): Describe =>
  (input, workspace) => ({ verb: { deed }, object: within(textField(input, field), workspace), style: 'code' })
const code =
  (deed: words.Deed, field: string): Describe =>
  (input) => ({ verb: { deed }, object: firstLine(textField(input, field)), style: 'code' })
const plain =
  (verb: Described['verb'], field: string): Describe =>
  (input) => ({ verb, object: firstLine(textField(input, field)), style: 'plain' })

/** The number that Claude Code gives to what runs behind a conversation says nothing to people. */
function behind(deed: words.Deed): Describe {
  return () => ({ verb: { deed }, object: words.backgroundWork, style: 'plain' })
}

const descriptions: ReadonlyMap<string, Describe> = new Map([
  ['Bash', code('run', 'command')],
  ['Read', file('read')],
  ['Edit', file('edit')],
  ['MultiEdit', file('edit')],
  ['Write', file('write')],
  ['NotebookEdit', file('edit', 'notebook_path')],
  ['Grep', code('search', 'pattern')],
  ['Glob', code('list', 'pattern')],
  ['LS', file('list', 'path')],
  ['WebFetch', plain({ deed: 'fetch' }, 'url')],
  ['WebSearch', plain({ deed: 'search_web' }, 'query')],
  ['Task', plain(words.subAgent, 'description')],
  ['Agent', plain(words.subAgent, 'description')],
  ['Skill', plain(words.skill, 'skill')],
  ['ToolSearch', plain({ deed: 'look_for_tools' }, 'query')],
  ['TaskCreate', plain({ deed: 'add_task' }, 'subject')],
  ['TaskUpdate', (input) => ({ verb: { deed: 'update_task' }, object: taskUpdate(input), style: 'plain' })],
  ['TaskList', () => ({ verb: { deed: 'read_tasks' }, object: '', style: 'plain' })],
  ['TodoWrite', (input) => ({ verb: { deed: 'update_to_do' }, object: todoProgress(input), style: 'plain' })],
  ['AskUserQuestion', (input) => ({ verb: { deed: 'ask' }, object: firstQuestion(input), style: 'plain' })],
  [ELICITATION_TOOL, serversQuestion],
  ['ExitPlanMode', () => ({ verb: { deed: 'show_plan' }, object: '', style: 'plain' })],
  ['EnterPlanMode', () => ({ verb: { deed: 'begin_plan' }, object: '', style: 'plain' })],
  ['BashOutput', behind('read_output')],
  ['TaskOutput', behind('read_output')],
  ['TaskStop', behind('stop')],
  ['KillShell', behind('stop')],
])

/** Whether a call starts a sub-agent, whose steps stand inside it. */
export function isSubAgent({ name }: { readonly name: string }): boolean {
  return name === 'Agent' || name === 'Task'
}

/** A tool as people name it: `mcp__github__create_issue` → `github: create issue`; any other name as it is. */
export function toolName(name: string): string {
  const mcp = mcpTool(name)
  return mcp === null ? name : `${mcp.server}: ${mcp.tool.replaceAll('_', ' ')}`
}

function unknown(name: string): Describe {
  const verb = toolName(name)
  return (input) => {
    const first = Object.values(input).find((value) => typeof value === 'string')
    return { verb, object: typeof first === 'string' ? firstLine(first) : '', style: 'plain' }
  }
}

/** The MCP server and its tool; null where the name is no tool of a server. */
export function mcpTool(name: string): { readonly server: string; readonly tool: string } | null {
  const start = 'mcp__'.length
  const end = name.startsWith('mcp__') ? name.indexOf('__', start + 1) : -1
  const tool = end === -1 ? '' : name.slice(end + 2)
  return tool === '' ? null : { server: name.slice(start, end), tool }
}

export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? ''
}

function firstQuestion(input: Input): string {
  const questions = recordList(input['questions'])
  const first = questions[0] === undefined ? '' : textField(questions[0], 'question')
  return questions.length > 1 ? `${first} (+${questions.length - 1})` : first
}

/** The server asks, not Claude: it is named. */
function serversQuestion(input: Input): ToolPhrase {
  const verb = words.serverAsks(textField(input, 'mcp_server_name'))
  return { verb, object: firstLine(textField(input, 'message')), style: 'plain' }
}

function taskUpdate(input: Input): string {
  const status = textField(input, 'status').replaceAll('_', ' ')
  return [textField(input, 'taskId'), status].filter((part) => part !== '').join(' → ')
}

function todoProgress(input: Input): string {
  const todos = recordList(input['todos'])
  return words.ofAll(todos.filter((todo) => todo['status'] === 'completed').length, todos.length)
}
