import { directiveScript, hasDirectives } from './directives.ts'
import type { Conversation, Part, Reply, ToolCall } from './script.ts'

/**
 * The script of `--demo`. The first prompt of a session, whatever it says, starts a tour: thinking, text, a task
 * list, a file written (with an approval), read and edited, a question, a summary. Later prompts get a friendly
 * answer. A prompt with directives (`directives.ts`) scripts its own.
 */
export function tourScript(conversation: Conversation): Reply {
  if (hasDirectives(conversation.prompt)) {
    return directiveScript(conversation)
  }
  const parts = conversation.prompt_index === 0 ? tour(conversation) : laterAnswer(conversation)
  return { parts: [...conversation.steered.map(acknowledge), ...parts], token_ms: TOKEN_MS }
}

/** About as fast as one reads along. */
const TOKEN_MS = 25

function tour(conversation: Conversation): readonly Part[] {
  const { calls, tools } = conversation
  if (calls.length === 0) {
    return opening(conversation)
  }
  return (
    fileStep(conversation) ??
    (done(calls, 'AskUserQuestion') || !tools.has('AskUserQuestion') ? summary(conversation) : question(conversation))
  )
}

function opening({ prompt, tools, cwd }: Conversation): readonly Part[] {
  const tasks = tools.has('TaskCreate')
    ? TASKS.map(([subject, description]) => tool('TaskCreate', { subject, description }))
    : []
  return [
    thinking(
      'This is a demo, so no model is thinking here. A short tour will do: a plan, a file, an approval, a question. ' +
        'Each of them is the real Claude Code at work; only the words come from a script.',
    ),
    text(
      `You said: “${shorten(prompt)}”\n\nThis is the **demo**: the real Claude Code runs on this machine, but a built-in ` +
        'stand-in answers in place of the Anthropic API, so nothing leaves the machine and nothing is billed. ' +
        'Let me show you around: I will write a small file (you will be asked first), change it, and ask you a question.',
    ),
    ...(tasks.length > 0 ? tasks : [tool('Write', greetingFile(cwd))]),
  ]
}

const TASKS = [
  ['Write a greeting', 'Create hello.txt in the folder of this session'],
  ['Improve it', 'Read the file and change a line'],
  ['Ask what comes next', 'One question, two answers'],
] as const

/** The next thing to do with the file; null when that part of the tour is over. */
function fileStep(conversation: Conversation): readonly Part[] | null {
  const { calls, cwd } = conversation
  const writes = calls.filter((call) => call.name === 'Write')
  const write = writes.at(-1)
  const path = greetingFile(cwd).file_path
  if (write === undefined) {
    return [
      ...progress(conversation, '1', 'in_progress'),
      text('First the file. Claude Code asks you before it writes.'),
      tool('Write', greetingFile(cwd)),
    ]
  }
  if (write.is_error) {
    // A file of that name was there already: Claude Code wants it read before it is replaced.
    if (!/has not been read/i.test(write.result) || writes.length > 1) {
      return null
    }
    return [done(calls, 'Read') ? tool('Write', greetingFile(cwd)) : tool('Read', { file_path: path })]
  }
  if (!done(calls, 'Read')) {
    return [
      ...progress(conversation, '1', 'completed'),
      text('Written. Now I read it back.'),
      tool('Read', { file_path: path }),
    ]
  }
  if (!done(calls, 'Edit')) {
    const edit = {
      file_path: path,
      old_string: 'Hello from the demo.',
      new_string: 'Hello from Homeport, with best wishes.',
    }
    return [...progress(conversation, '2', 'in_progress'), text('One line could be friendlier:'), tool('Edit', edit)]
  }
  return null
}

function question(conversation: Conversation): readonly Part[] {
  const refused = conversation.calls.find((call) => call.is_error)
  const words =
    refused === undefined ? 'The file is as it should be.' : 'As you wish: that was not done, and nothing was lost.'
  return [
    ...progress(conversation, '2', 'completed'),
    text(`${words} One question before I finish:`),
    tool('AskUserQuestion', {
      questions: [
        {
          question: 'What would you like to try next?',
          header: 'Next',
          multiSelect: false,
          options: [
            { label: 'My own project', description: 'Stop the demo, sign in to Claude, open a folder of yours' },
            { label: 'More of the demo', description: 'Keep writing here; every prompt gets an answer' },
          ],
        },
      ],
    }),
  ]
}

function summary(conversation: Conversation): readonly Part[] {
  const { calls } = conversation
  const last = progress(conversation, '3', 'completed')
  if (calls.at(-1)?.name === 'AskUserQuestion' && last.length > 0) {
    return last
  }
  const answer = calls.find((call) => call.name === 'AskUserQuestion')
  const said =
    answer === undefined || answer.is_error ? 'You left the question open, which is fine.' : 'Thank you for the answer.'
  return [
    text(
      `${said}\n\nThat was the tour:\n\n- answers and thinking **stream** while you watch\n- Claude Code **asks** before it ` +
        'touches anything, and any of your browsers may answer\n- you can close this page: the turn goes on, and the page ' +
        'catches up when you come back\n\nWrite anything to go on.',
    ),
  ]
}

function laterAnswer({ prompt, step }: Conversation): readonly Part[] {
  if (step > 0) {
    return [text('Done.')]
  }
  return [
    text(
      `You said: “${shorten(prompt)}”\n\nThis is still the demo, so I can only answer from a script, and you can write it: a ` +
        'line with a directive does what it says. For example:\n\n```\n@think Let me see.\n@tool Bash {"command": "ls -la", ' +
        '"description": "List the files"}\n@text These are the files.\n@slow 80\n@tokens 60\n```\n\nOther directives: `@par`, ' +
        '`@long n`, `@delay ms`, `@hang`, `@cut`, `@err 429 2`.',
    ),
  ]
}

function acknowledge(words: string): Part {
  return text(`You added: “${shorten(words)}”.\n\n`)
}

/** Keeps the task list true where there is one. */
function progress({ calls, tools }: Conversation, taskId: string, status: 'in_progress' | 'completed'): Part[] {
  return tools.has('TaskUpdate') && done(calls, 'TaskCreate') ? [tool('TaskUpdate', { taskId, status })] : []
}

function done(calls: readonly ToolCall[], name: string): boolean {
  return calls.some((call) => call.name === name)
}

function greetingFile(cwd: string | null): { file_path: string; content: string } {
  const folder = cwd ?? '.'
  const separator = /^[A-Za-z]:/.test(folder) ? '\\' : '/'
  return {
    file_path: `${folder}${separator}hello.txt`,
    content: 'Hello from the demo.\nThis file was written by Claude Code.\n',
  }
}

function shorten(words: string): string {
  return words.length > 200 ? `${words.slice(0, 200)}…` : words
}

const text = (words: string): Part => ({ kind: 'text', text: words })
const thinking = (words: string): Part => ({ kind: 'thinking', text: words })
const tool = (name: string, input: Record<string, unknown>): Part => ({ kind: 'tool', name, input })
