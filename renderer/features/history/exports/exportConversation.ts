import type { HistoryConversation } from '#shared/operations/history.ts'
import type { DurableEvent } from '#shared/session/events.ts'
import { reduceTimeline } from '#shared/session/timeline/reducer.ts'
import { emptyTimeline } from '#shared/session/timeline/timeline.ts'
import { saveFile } from '#renderer/connection/download.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { htmlOf } from './htmlExport.ts'
import { markdownOf } from './markdownExport.ts'

export type ExportFormat = 'md' | 'json' | 'html'

/** Events of one page: few questions for a long conversation. */
const PAGE = 1000

/** What a file of one conversation may hold: a browser has to make it. */
const MOST_EVENTS = 200_000

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  md: 'text/markdown',
  json: 'application/json',
  html: 'text/html',
}

/**
 * Gives the person the whole conversation as a file: the way that a resume goes on with, or the branch `leaf`.
 * @throws HomeportError when the workstation does not tell it.
 */
export async function exportConversation(conversation: HistoryConversation, leaf: string, format: ExportFormat) {
  const events = await wholeConversation(conversation.conversation_id, leaf)
  const text = written(conversation, events, format)
  saveFile(new Blob([text], { type: `${mediaTypes[format]};charset=utf-8` }), `${fileName(conversation)}.${format}`)
}

async function wholeConversation(conversation_id: string, leaf: string): Promise<readonly DurableEvent[]> {
  const pages: (readonly DurableEvent[])[] = []
  let before: number | null = null
  let count = 0
  do {
    const page: { events: DurableEvent[]; next_before_seq: number | null } = await connection.client.call(
      'history.read',
      {
        conversation_id,
        limit: PAGE,
        ...(leaf === '' ? {} : { leaf }),
        ...(before === null ? {} : { before_seq: before }),
      },
    )
    pages.unshift(page.events)
    count += page.events.length
    before = page.next_before_seq
  } while (before !== null && count < MOST_EVENTS)
  return pages.flat()
}

function written(conversation: HistoryConversation, events: readonly DurableEvent[], format: ExportFormat): string {
  if (format === 'json') {
    return `${JSON.stringify({ conversation, events }, null, 2)}\n`
  }
  const { items } = reduceTimeline(emptyTimeline(), events)
  return format === 'md' ? markdownOf(conversation, items) : htmlOf(conversation, items)
}

/** Letters and digits of every language; nothing that a file system takes for something else. */
function fileName({ title, conversation_id }: HistoryConversation): string {
  const name = title
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '')
  return name === '' ? conversation_id : name
}
