import * as z from 'zod'
import type { Conversation, ToolCall } from '../script.ts'

/** The part of a Messages API request that the stand-in looks at. Loose: everything else passes unread. */
export const MessagesRequest = z.looseObject({
  model: z.string().default('claude-demo'),
  stream: z.boolean().default(false),
  max_tokens: z.number().optional(),
  messages: z.array(
    z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]) }),
  ),
  system: z.unknown().optional(),
  tools: z.array(z.looseObject({ name: z.string().optional() })).optional(),
  metadata: z.unknown().optional(),
  output_config: z.unknown().optional(),
})
export type MessagesRequest = z.infer<typeof MessagesRequest>

/**
 * Reads the conversation out of a request. Tolerates what Claude Code sends: `role: "system"` entries among the
 * messages, reminders beside the person's words, tool results, the marks of interrupted turns.
 */
export function readConversation(request: MessagesRequest): Conversation {
  const entries = request.messages.map(readEntry)
  const last = entries.findLastIndex((entry) => entry.role === 'user' && entry.texts.length > 0)
  const after = entries.slice(last + 1)
  const lastAnswer = after.findLastIndex((entry) => entry.role === 'assistant')
  const newer = after.slice(lastAnswer + 1)
  return {
    prompt: entries[last]?.texts.join('\n') ?? '',
    prompt_index: countPrompts(entries.slice(0, Math.max(last, 0))),
    step: after.filter((entry) => entry.role === 'assistant').length,
    tools: new Set([...(request.tools ?? []).flatMap((tool) => tool.name ?? []), ...deferredTools(request)]),
    cwd: findCwd(request),
    calls: pairCalls(after),
    steered: newer.flatMap((entry) => entry.steered),
  }
}

interface Entry {
  readonly role: string
  readonly texts: readonly string[]
  readonly calls: readonly { readonly id: unknown; readonly name: string }[]
  readonly results: ReadonlyMap<unknown, Omit<ToolCall, 'name'>>
  readonly steered: readonly string[]
}

type Message = MessagesRequest['messages'][number]

type Block = Record<string, unknown> & { type: string }

function readEntry(message: Message): Entry {
  const blocks = blocksOf(message)
  const texts = textsOf(message)
  return {
    role: message.role,
    texts: message.role === 'user' ? texts.map(withoutReminders).filter((text) => text !== '') : [],
    calls: blocks.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block['id'], name: String(block['name']) }] : [],
    ),
    results: new Map(
      blocks.flatMap((block) => (block.type === 'tool_result' ? [[block['tool_use_id'], readResult(block)]] : [])),
    ),
    steered: message.role === 'assistant' ? [] : texts.flatMap(readSteering),
  }
}

function blocksOf(message: Message): Block[] {
  return typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content
}

function textsOf(message: Message): string[] {
  return blocksOf(message).flatMap((block) =>
    block.type === 'text' && typeof block['text'] === 'string' ? [block['text']] : [],
  )
}

/** Claude Code's own additions to a person's words, and the marks it leaves where a turn was cut. */
function withoutReminders(text: string): string {
  const said = withoutStretches(text)
  return STEERING.test(said) || said.trim() === RESUMED ? '' : said.trim()
}

const OPENING =
  /<(?:system-reminder|command-(?:name|message|args|contents)|local-command-(?:caveat|stdout|stderr))>|\[Request interrupted by user/g

/** Cuts from each opening to the closing after it; what is never closed stays. Looks for a closing that is missing once. */
function withoutStretches(text: string): string {
  const kept: string[] = []
  const missing = new Set<string>()
  let from = 0
  for (const { 0: opening, index } of text.matchAll(OPENING)) {
    const closing = opening.startsWith('<') ? `</${opening.slice(1)}` : ']'
    const end = index < from || missing.has(closing) ? -1 : text.indexOf(closing, index + opening.length)
    if (end !== -1) {
      kept.push(text.slice(from, index))
      from = end + closing.length
    } else if (index >= from) {
      missing.add(closing)
    }
  }
  return [...kept, text.slice(from)].join('')
}

/** What Claude Code adds to a prompt when it runs a cut turn again. */
const RESUMED = 'Continue from where you left off.'

const STEERING = /The user sent a new message while you were working:\s*\n?([\s\S]*)/

function readSteering(text: string): string[] {
  const said = STEERING.exec(text)?.[1]
  return said === undefined
    ? []
    : [
        said
          .replace(/<\/system-reminder>[\s\S]*/, '')
          .trim()
          .split('\n\n')[0] ?? '',
      ]
}

function readResult(block: Record<string, unknown>): Omit<ToolCall, 'name'> {
  const content = block['content']
  const text = typeof content === 'string' ? content : JSON.stringify(content ?? '')
  return { is_error: block['is_error'] === true, result: text.slice(0, 4000) }
}

function pairCalls(entries: readonly Entry[]): ToolCall[] {
  const results = new Map(entries.flatMap((entry) => [...entry.results]))
  return entries.flatMap((entry) =>
    entry.calls.map(({ id, name }) => ({ name, ...(results.get(id) ?? { is_error: false, result: '' }) })),
  )
}

function countPrompts(entries: readonly Entry[]): number {
  return entries.filter((entry) => entry.role === 'user' && entry.texts.length > 0).length
}

/** Tools that Claude Code names without their schemas: they can be called all the same. */
function deferredTools(request: MessagesRequest): string[] {
  const texts = request.messages.flatMap((message) => textsOf(message))
  const list = texts.find((text) => text.includes('deferred tools are now available'))
  return list?.match(/^\w+$/gm) ?? []
}

function findCwd(request: MessagesRequest): string | null {
  const named = /Primary working directory: ([^\n"\\]+)/
  for (const part of [request.system, request.messages]) {
    const found = named.exec(JSON.stringify(part ?? '').replaceAll(String.raw`\\`, '/'))
    if (found?.[1] !== undefined) {
      return found[1].trim()
    }
  }
  return null
}
