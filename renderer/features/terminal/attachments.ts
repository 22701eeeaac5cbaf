import * as z from 'zod'
import { TerminalId } from '#shared/ids.ts'
import { decodeTerminalFrame } from '#shared/terminal/frames.ts'
import { TerminalAttached, TerminalEnd, TerminalSize } from '#shared/session/terminal.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

/** What is told of a terminal that this page is attached to. */
export type TerminalNews =
  | { readonly kind: 'attached'; readonly attached: TerminalAttached }
  | { readonly kind: 'exited'; readonly end: TerminalEnd }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'bell' }
  | { readonly kind: 'size'; readonly size: TerminalSize }

export interface TerminalAttachment {
  readonly terminalId: TerminalId
  /** null: not attached now. */
  handle: number | null
  onBytes(bytes: Uint8Array, offset: number): void
  onNews(news: TerminalNews): void
  /** There is another socket: it has to attach again. */
  onReady(): void
}

const attached = new Set<TerminalAttachment>()

/** Hears of a terminal from now on. Returns the stop. */
export function listenTo(attachment: TerminalAttachment): () => void {
  attached.add(attachment)
  connection.terminals.listener = { onText, onBytes, onReady }
  return () => {
    attached.delete(attachment)
  }
}

function onBytes(bytes: ArrayBuffer): void {
  const frame = decodeTerminalFrame(new Uint8Array(bytes))
  if (frame?.kind === 'output') {
    for (const one of attached) {
      if (one.handle === frame.handle) {
        one.onBytes(frame.bytes, frame.offset)
      }
    }
  }
}

const terminal = { terminal_id: TerminalId }

const News = z.discriminatedUnion('type', [
  z.object({ type: z.literal('terminal_attached'), data: TerminalAttached }),
  z.object({ type: z.literal('terminal_exited'), data: TerminalEnd.extend(terminal) }),
  z.object({ type: z.literal('terminal_title'), data: z.object({ ...terminal, title: z.string() }) }),
  z.object({ type: z.literal('terminal_bell'), data: z.object(terminal) }),
  z.object({ type: z.literal('terminal_size'), data: TerminalSize.extend(terminal) }),
])

function onText(text: string): void {
  const news = News.safeParse(JSON.parse(text)).data
  for (const one of news === undefined ? [] : attached) {
    if (news !== undefined && one.terminalId === news.data.terminal_id) {
      one.onNews(newsOf(news))
    }
  }
}

function newsOf(news: z.infer<typeof News>): TerminalNews {
  switch (news.type) {
    case 'terminal_attached':
      return { kind: 'attached', attached: news.data }
    case 'terminal_exited':
      return { kind: 'exited', end: news.data }
    case 'terminal_title':
      return { kind: 'title', title: news.data.title }
    case 'terminal_bell':
      return { kind: 'bell' }
    case 'terminal_size':
      return { kind: 'size', size: news.data }
  }
}

function onReady(): void {
  attached.forEach((one) => one.onReady())
}
