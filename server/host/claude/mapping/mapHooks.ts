import * as z from 'zod'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import type { SystemLine, UserLine } from '../protocol/messages.ts'
import { MAX_NOTICE_TEXT, excerpt } from './unknownMessages.ts'

const Response = z.looseObject({
  hook_name: z.string().catch('unnamed'),
  hook_event: z.string().catch(''),
  output: z.string().catch(''),
  stderr: z.string().catch(''),
  exit_code: z.number().nullish().catch(null),
  outcome: z.string().catch(''),
})

/** Exit code of a hook that objects. For these events Claude Code reports it in words of its own. */
const OBJECTS = 2
const REPORTED_ELSEWHERE: ReadonlySet<string> = new Set(['PreToolUse', 'Stop', 'UserPromptSubmit'])

/** The end of a hook: reported only when it failed, was cut off, or objected where nothing else says so. */
export function mapHookResponse(line: SystemLine): AgentUpdate[] {
  const { hook_name, hook_event, output, stderr, exit_code, outcome } = Response.parse(line)
  const objects = exit_code === OBJECTS
  if ((outcome !== 'error' && outcome !== 'cancelled') || (objects && REPORTED_ELSEWHERE.has(hook_event))) {
    return []
  }
  const code = typeof exit_code === 'number' ? ` (exit code ${exit_code})` : ''
  const how =
    outcome === 'cancelled'
      ? 'was cut off: it took too long, or the turn was stopped'
      : `${objects ? 'objected' : 'failed'}${code}`
  const words = (stderr || output).trim()
  const said = words === '' ? 'It said nothing.' : `It said: ${excerpt(words, MAX_NOTICE_TEXT)}`
  return [
    {
      kind: 'notice',
      level: 'warning',
      code: 'hook_failed',
      text: `The hook ${excerpt(hook_name, 100)} ${how}. Claude goes on. ${said}`,
      details: { hook: hook_name.slice(0, 100), exit_code: exit_code ?? null, outcome },
    },
  ]
}

/** `Stop hook feedback:\n[command]: words`, as Claude Code hands it to Claude. */
const FEEDBACK = /^(\w{1,40}) hook feedback:\n/

/** What a hook writes to Claude in the person's place, such as a Stop hook that wants it to go on. */
export function mapHookFeedback({ isSynthetic, message: { content } }: UserLine): AgentUpdate[] {
  if (isSynthetic !== true) {
    return []
  }
  const texts = typeof content === 'string' ? [content] : content.map((block) => block['text'])
  return texts.flatMap((text): AgentUpdate[] => {
    const hook = typeof text === 'string' ? FEEDBACK.exec(text)?.[1] : undefined
    if (typeof text !== 'string' || hook === undefined) {
      return []
    }
    const said = excerpt(text.slice(text.indexOf('\n') + 1).trim(), MAX_NOTICE_TEXT)
    const words = `A ${hook} hook told Claude: ${said}`
    return [{ kind: 'notice', level: 'info', code: 'hook_feedback', text: words, details: { hook } }]
  })
}
