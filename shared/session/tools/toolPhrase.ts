import { within } from '../paths.ts'
import { recordList, textField } from './toolInput.ts'

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
type Describe = (input: Input, workspace: string) => ToolPhrase

/** What became of a call: it decides the tense that it is told in. */
export type ToolTense = 'wanted' | 'running' | 'background' | 'done' | 'failed' | 'denied' | 'cut'

/** A call in words. Tools of MCP servers and unknown ones are named as they are. */
export function toolPhrase(
  tool: { readonly name: string; readonly input: Input },
  { workspace, tense }: { readonly workspace: string; readonly tense: ToolTense },
): ToolPhrase {
  const describe = descriptions.get(tool.name) ?? unknown(tool.name)
  const phrase = describe(tool.input, workspace)
  return { ...phrase, verb: inTense(phrase.verb, tense) }
}

/** What is not done must not be told as done. Names of tools have no tense. */
function inTense(done: string, tense: ToolTense): string {
  const [wanted, participle = lower(done)] = verbs.get(done) ?? []
  if (wanted === undefined || tense === 'done') {
    return done
  }
  switch (tense) {
    case 'wanted':
      return wanted
    case 'denied':
      return `Would have ${participle}`
    case 'failed':
      // A command that fails did run; a file that could not be written was not.
      return done === 'Ran' ? done : `Tried to ${lower(wanted)}`
    case 'cut':
      return `Began to ${lower(wanted)}`
    case 'background':
      return `Began to ${lower(wanted)}`
    case 'running':
      return running(wanted)
  }
}

/** `Write` → `Writing`, `Run` → `Running`, `Search the web` → `Searching the web`. */
function running(wanted: string): string {
  const [verb = '', ...rest] = wanted.split(' ')
  const stem = /^(?:Run|Plan|Stop)$/.test(verb) ? verb + verb.slice(-1) : verb.replace(/e$/, '')
  return [`${stem}ing`, ...rest].join(' ')
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

/** What is wanted, by how it is told once it is done; with the participle where that is another word. */
const verbs: ReadonlyMap<string, readonly [wanted: string, participle?: string]> = new Map([
  ['Ran', ['Run', 'run']],
  ['Read', ['Read']],
  ['Edited', ['Edit']],
  ['Wrote', ['Write', 'written']],
  ['Searched', ['Search']],
  ['Searched the web', ['Search the web']],
  ['Listed', ['List']],
  ['Fetched', ['Fetch']],
  ['Looked for tools', ['Look for tools']],
  ['Added task', ['Add task']],
  ['Updated task', ['Update task']],
  ['Updated the to-do list', ['Update the to-do list']],
  ['Read the task list', ['Read the task list']],
  ['Read the output of', ['Read the output of']],
  ['Asked', ['Ask']],
  ['Showed a plan', ['Plan', 'shown a plan']],
  ['Began to plan', ['Plan', 'planned']],
  ['Stopped', ['Stop']],
])

const file =
  (verb: string, field = 'file_path'): Describe =>
  (input, workspace) => ({ verb, object: within(textField(input, field), workspace), style: 'code' })
const code =
  (verb: string, field: string): Describe =>
  (input) => ({ verb, object: firstLine(textField(input, field)), style: 'code' })
const plain =
  (verb: string, field: string): Describe =>
  (input) => ({ verb, object: firstLine(textField(input, field)), style: 'plain' })

/** The number that Claude Code gives to what runs behind a conversation says nothing to people. */
function behind(verb: string): Describe {
  return () => ({ verb, object: 'background work', style: 'plain' })
}

const descriptions: ReadonlyMap<string, Describe> = new Map([
  ['Bash', code('Ran', 'command')],
  ['Read', file('Read')],
  ['Edit', file('Edited')],
  ['MultiEdit', file('Edited')],
  ['Write', file('Wrote')],
  ['NotebookEdit', file('Edited', 'notebook_path')],
  ['Grep', code('Searched', 'pattern')],
  ['Glob', code('Listed', 'pattern')],
  ['LS', file('Listed', 'path')],
  ['WebFetch', plain('Fetched', 'url')],
  ['WebSearch', plain('Searched the web', 'query')],
  ['Task', plain('Sub-agent', 'description')],
  ['Agent', plain('Sub-agent', 'description')],
  ['Skill', plain('Skill', 'skill')],
  ['ToolSearch', plain('Looked for tools', 'query')],
  ['TaskCreate', plain('Added task', 'subject')],
  ['TaskUpdate', (input) => ({ verb: 'Updated task', object: taskUpdate(input), style: 'plain' })],
  ['TaskList', () => ({ verb: 'Read the task list', object: '', style: 'plain' })],
  ['TodoWrite', (input) => ({ verb: 'Updated the to-do list', object: todoProgress(input), style: 'plain' })],
  ['AskUserQuestion', (input) => ({ verb: 'Asked', object: firstQuestion(input), style: 'plain' })],
  [ELICITATION_TOOL, serversQuestion],
  ['ExitPlanMode', () => ({ verb: 'Showed a plan', object: '', style: 'plain' })],
  ['EnterPlanMode', () => ({ verb: 'Began to plan', object: '', style: 'plain' })],
  ['BashOutput', behind('Read the output of')],
  ['TaskOutput', behind('Read the output of')],
  ['TaskStop', behind('Stopped')],
  ['KillShell', behind('Stopped')],
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
  const verb = `${textField(input, 'mcp_server_name')} asks:`
  return { verb, object: firstLine(textField(input, 'message')), style: 'plain' }
}

function taskUpdate(input: Input): string {
  const status = textField(input, 'status').replaceAll('_', ' ')
  return [textField(input, 'taskId'), status].filter((part) => part !== '').join(' → ')
}

function todoProgress(input: Input): string {
  const todos = recordList(input['todos'])
  return `${todos.filter((todo) => todo['status'] === 'completed').length} of ${todos.length}`
}
