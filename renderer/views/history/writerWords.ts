import type { HistoryConversation } from '#shared/operations/history.ts'

/** What has a conversation open now, in a few words. */
export const writerWords: Readonly<Record<NonNullable<HistoryConversation['writer']>['kind'], string>> = {
  chat: 'driven by Homeport',
  terminal: 'open in a terminal of Homeport',
  outside: 'open in a Claude Code outside Homeport',
}
