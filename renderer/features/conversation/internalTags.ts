import { recordList, textField } from '#shared/session/tools/toolInput.ts'

const FAILED = ['<tool_use_error>', '</tool_use_error>'] as const
const REMINDER = ['<system-reminder>', '</system-reminder>'] as const

/**
 * A tool's output without what Claude Code adds for the model: error tags, and reminders at its end. Tags inside the
 * text are kept: the tool may have found them. Linear.
 */
export function withoutInternalTags(text: string): string {
  let output = text.trimEnd()
  while (output.endsWith(REMINDER[1])) {
    const start = output.lastIndexOf(REMINDER[0])
    if (start === -1) {
      break
    }
    output = output.slice(0, start).trimEnd()
  }
  const isFailure = output.startsWith(FAILED[0]) && output.endsWith(FAILED[1])
  return isFailure ? output.slice(FAILED[0].length, -FAILED[1].length) : output === text.trimEnd() ? text : output
}

/** A sub-agent's report without the surrounding tags, ids and counts. Empty when it was only started. */
export function subAgentReport(details: Readonly<Record<string, unknown>> | undefined, content: string): string {
  if (details?.['status'] === 'async_launched') {
    return ''
  }
  const words = recordList(details?.['content']).map((block) => textField(block, 'text'))
  return words.length > 0 ? words.join('\n') : unframed(content)
}

const FRAME = '[Subagent hand-back]'
const FOLLOWS = 'The report follows:\n'

/** The indented lines of a wrapped report; any other text unchanged. */
function unframed(content: string): string {
  const start = content.startsWith(FRAME) ? content.indexOf(FOLLOWS) : -1
  if (start === -1) {
    return withoutInternalTags(content)
  }
  const lines = content.slice(start + FOLLOWS.length).split('\n')
  const end = lines.findIndex((line) => line !== '' && !line.startsWith('  '))
  return (end === -1 ? lines : lines.slice(0, end)).map((line) => line.slice(2)).join('\n')
}
