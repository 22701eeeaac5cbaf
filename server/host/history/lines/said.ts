import { isRecord, textField } from '#shared/session/tools/toolInput.ts'
import { type LineKind, lineKind } from './lineKind.ts'
import {
  type Content,
  type Fields,
  contentOf,
  numberField,
  queuedPrompt,
  shortField,
  timeOf,
  wordsOf,
} from './lineFields.ts'

/** What a person, Claude or a tool said with it. */
export interface Said {
  readonly at: string | null
  /** What is searched; empty: nothing. */
  readonly text: string
  readonly cwd: string | null
  readonly git_branch: string | null
  readonly entrypoint: string | null
  readonly forked_from: string | null
  /** Of Claude's answers. */
  readonly answer: Answer | null
}

export interface Answer {
  readonly message_id: string
  readonly model: string | null
  /** Tokens that Claude wrote, so far: the last line of a message counts. */
  readonly tokens: number
  /** Blocks in this line. */
  readonly blocks: number
  /** One of them is text: it stays also where Claude was stopped before the next. */
  readonly has_text: boolean
  readonly tools: readonly { readonly name: string; readonly file: string | null }[]
}

/** What is kept of such a line. */
export function saidOf(line: Fields, kind: LineKind): Said {
  const content = queuedPrompt(line)?.content ?? contentOf(line)
  const text = kind === lineKind.result ? '' : kind === lineKind.prompt ? wordsOf(content) : answerText(content)
  return {
    at: timeOf(line),
    text: text.slice(0, MOST_TEXT),
    cwd: shortField(line, 'cwd', 4096),
    git_branch: shortField(line, 'gitBranch', 300),
    entrypoint: shortField(line, 'entrypoint', 60),
    forked_from: forkedFrom(line),
    answer: kind === lineKind.answer ? answerOf(line, content) : null,
  }
}

/** Of one line; more is found by its beginning. */
const MOST_TEXT = 256 * 1024

function forkedFrom(line: Fields): string | null {
  const from = line['forkedFrom']
  const id = isRecord(from) ? textField(from, 'sessionId') : ''
  return /^[\w-]{1,100}$/.test(id) ? id : null
}

function answerText(content: Content): string {
  return typeof content === 'string' ? content : content.map(blockText).join('\n')
}

/** What a block shows: text and thoughts, of a call its name and what it is asked for. */
function blockText(block: Fields): string {
  switch (block['type']) {
    case 'text':
      return textField(block, 'text')
    case 'thinking':
      return textField(block, 'thinking')
    default: {
      const { input } = block
      const asked = isRecord(input) ? Object.values(input).filter((value) => typeof value === 'string') : []
      return [textField(block, 'name'), ...asked.map((value) => value.slice(0, MOST_OF_INPUT))].join('\n')
    }
  }
}

/** A file that is written whole stands in the call. */
const MOST_OF_INPUT = 16 * 1024

function answerOf(line: Fields, content: Content): Answer {
  const message = isRecord(line['message']) ? line['message'] : {}
  const usage = isRecord(message['usage']) ? message['usage'] : {}
  const model = textField(message, 'model')
  return {
    message_id: textField(message, 'id').slice(0, 200),
    model: model === '' || model === '<synthetic>' ? null : model.slice(0, 100),
    tokens: numberField(usage, 'output_tokens'),
    blocks: typeof content === 'string' ? 1 : content.length,
    has_text: typeof content === 'string' || content.some(({ type }) => type === 'text'),
    tools: typeof content === 'string' ? [] : content.flatMap(toolIn),
  }
}

/** The tools that change files, and where they name it. */
const WRITERS: Readonly<Record<string, string>> = {
  Write: 'file_path',
  Edit: 'file_path',
  MultiEdit: 'file_path',
  NotebookEdit: 'notebook_path',
}

function toolIn(block: Fields): Answer['tools'] {
  const name = textField(block, 'name')
  if (name === '' || typeof block['type'] !== 'string' || !block['type'].endsWith('tool_use')) {
    return []
  }
  const file = isRecord(block['input']) ? textField(block['input'], WRITERS[name] ?? '') : ''
  return [{ name: name.slice(0, 200), file: file === '' ? null : file.slice(0, 4096) }]
}
