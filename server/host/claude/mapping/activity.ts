import path from 'node:path'
import { toolName } from '#shared/session/tools/toolPhrase.ts'
import type { CalledTool } from './mapState.ts'
import { shortened } from './unknownMessages.ts'

/** What Claude does right now, as one short line for a list: the tool in words, without secrets of its input. */
export function describeTool({ name, input }: CalledTool): string {
  const words = verbs[name]
  const object = words === undefined ? '' : textOf(input, words.field)
  if (words === undefined) {
    return shortened(toolName(name), 120)
  }
  const shown = words.isPath === true ? path.basename(object.replaceAll('\\', '/')) : (object.split('\n')[0] ?? '')
  return shortened(`${words.verb} ${shown}`.trim(), 120)
}

interface Words {
  readonly verb: string
  readonly field: string
  readonly isPath?: boolean
}

const verbs: Readonly<Record<string, Words>> = {
  Bash: { verb: 'Running:', field: 'description' },
  Read: { verb: 'Reading', field: 'file_path', isPath: true },
  Write: { verb: 'Writing', field: 'file_path', isPath: true },
  Edit: { verb: 'Editing', field: 'file_path', isPath: true },
  NotebookEdit: { verb: 'Editing', field: 'notebook_path', isPath: true },
  Glob: { verb: 'Looking for', field: 'pattern' },
  Grep: { verb: 'Searching for', field: 'pattern' },
  WebFetch: { verb: 'Reading', field: 'url' },
  WebSearch: { verb: 'Searching the web for', field: 'query' },
  Agent: { verb: 'Sub-agent:', field: 'description' },
  Task: { verb: 'Sub-agent:', field: 'description' },
  TaskCreate: { verb: 'Planning:', field: 'subject' },
  TaskUpdate: { verb: 'Updating the task list', field: '' },
  TaskList: { verb: 'Reading the task list', field: '' },
  AskUserQuestion: { verb: 'Asking you a question', field: '' },
  ExitPlanMode: { verb: 'Presenting a plan', field: '' },
}

function textOf(input: CalledTool['input'], field: string): string {
  const value = input[field]
  return typeof value === 'string' ? value : ''
}
