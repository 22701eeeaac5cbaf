import type { Attachment } from '#shared/session/attachments.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import type { PromptItem, TimelineItem } from '#shared/session/timeline/items.ts'

/** A message of a person's, with what it carries. */
export interface SentPrompt {
  readonly text: string
  readonly attachments: readonly Attachment[]
}

/** The message that the item answers to: the last one before it. null where that is not loaded. */
export function promptBefore(timeline: Timeline, id: string): SentPrompt | null {
  const prompt = before(timeline, id).findLast(({ kind }) => kind === 'prompt')
  return prompt?.kind === 'prompt' ? sentPrompt(prompt) : null
}

/** The message of the turn that the line ends; null where Claude began it by itself, or it is not loaded. */
export function promptOf(timeline: Timeline, id: string): SentPrompt | null {
  const prompt = ofTurn(timeline, id).findLast(({ kind }) => kind === 'prompt')
  return prompt?.kind === 'prompt' ? sentPrompt(prompt) : null
}

/**
 * What Claude closed a turn with, as Markdown: the texts after its last call. Empty when it wrote none.
 * @param id of the line that the turn ends with.
 */
export function answerOf(timeline: Timeline, id: string): string {
  return closingTexts(timeline, id)
    .map(({ text }) => text)
    .join('\n\n')
}

/** Where the answer of `answerOf` begins: the id of its first text. null where there is none. */
export function answerStart(timeline: Timeline, id: string): string | null {
  return closingTexts(timeline, id)[0]?.id ?? null
}

function closingTexts(timeline: Timeline, id: string) {
  const items = before(timeline, id)
  const start = items.findLastIndex(({ kind }) => kind === 'prompt' || kind === 'turn') + 1
  const texts = items.slice(start).flatMap((item) => (item.kind === 'text' ? [item] : []))
  const lastCall = items.slice(start).findLastIndex(({ kind }) => kind === 'tool')
  const closing = items.slice(start + lastCall + 1).flatMap((item) => (item.kind === 'text' ? [item] : []))
  return closing.length > 0 ? closing : texts.slice(-1)
}

function sentPrompt({ text, attachments = [] }: PromptItem): SentPrompt {
  return { text, attachments }
}

/** What the turn holds that the line ends. */
function ofTurn(timeline: Timeline, id: string): readonly TimelineItem[] {
  const items = before(timeline, id)
  return items.slice(items.findLastIndex(({ kind }) => kind === 'turn') + 1)
}

function before({ items, positions }: Timeline, id: string): readonly TimelineItem[] {
  const at = positions.get(id)
  return at === undefined || at.parent !== null ? [] : items.slice(0, at.position)
}
