import type { HistoryConversation } from '#shared/operations/history.ts'
import type { TimelineItem } from '#shared/session/timeline/items.ts'
import { exportedFacts, type ExportedPart, exportedParts } from './exportedParts.ts'
import * as words from '../words.ts'

/** The conversation as Markdown: Claude's answers as they were written, everything else around them. */
export function markdownOf(conversation: HistoryConversation, items: readonly TimelineItem[]): string {
  const title = conversation.title === '' ? words.conversation : conversation.title
  const parts = exportedParts(conversation, items).map(writtenPart)
  return `${[`# ${title}`, exportedFacts(conversation).join(' · '), ...parts].join('\n\n')}\n`
}

function writtenPart(part: ExportedPart): string {
  switch (part.kind) {
    case 'prompt':
      return `## You, ${part.at}\n\n${part.text}`
    case 'answer':
      return part.text
    case 'step': {
      const line = `- ${part.text.replaceAll(/\s+/g, ' ')}`
      return part.output === '' ? line : `${line}\n\n${fenced(part.output)}`
    }
    case 'remark':
      return `> ${part.text.replaceAll('\n', '\n> ')}`
  }
}

/** A fence that nothing in the text ends. */
function fenced(text: string): string {
  const longest = [...text.matchAll(/`{3,}/g)].reduce((most, { 0: run }) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
