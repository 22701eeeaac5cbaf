import * as z from 'zod'
import type { TitleRank } from '../lines/transcriptLine.ts'
import type { Said } from '../lines/said.ts'
import { type LineKind, lineKind } from '../lines/lineKind.ts'

/** What a transcript tells of its conversation, added up line by line; kept with how far it was read. */
export const ConversationFacts = z.object({
  title: z.string().default(''),
  title_rank: z.number().default(0),
  cost_usd: z.number().nullable().default(null),
  turns: z.number().default(0),
  messages: z.number().default(0),
  tokens: z.number().default(0),
  git_branch: z.string().nullable().default(null),
  forked_from: z.string().nullable().default(null),
  /** The message of Claude's that came last, its tokens and its blocks: its next line counts for the same one. */
  message_id: z.string().default(''),
  message_tokens: z.number().default(0),
  message_blocks: z.number().default(0),
})
export type ConversationFacts = z.infer<typeof ConversationFacts>

/** Names are shown in one line. */
const MOST_OF_TITLE = 200

/** Takes in what a line says, in place. @returns Blocks of the same message that came before it. */
export function addSaid(facts: ConversationFacts, kind: LineKind, said: Said): number {
  facts.git_branch = said.git_branch ?? facts.git_branch
  facts.forked_from ??= said.forked_from
  if (kind === lineKind.prompt) {
    facts.turns += 1
    facts.messages += 1
    addTitle(facts, said.text, 0)
  }
  const { answer } = said
  if (answer === null) {
    return 0
  }
  const isSame = answer.message_id !== '' && answer.message_id === facts.message_id
  const part = isSame ? facts.message_blocks : 0
  facts.messages += 1
  facts.tokens += answer.tokens - (isSame ? facts.message_tokens : 0)
  facts.message_id = answer.message_id
  facts.message_tokens = answer.tokens
  facts.message_blocks = part + answer.blocks
  return part
}

/** A later name of the same rank replaces the one before; what was asked first stays. */
export function addTitle(facts: ConversationFacts, title: string, rank: TitleRank | 0): void {
  const line = title
    .trim()
    .replaceAll(/\s+/g, ' ')
    .slice(0, MOST_OF_TITLE)
    .replace(/[\uD800-\uDBFF]$/, '')
  const isBetter = rank === 0 ? facts.title === '' && facts.title_rank === 0 : rank >= facts.title_rank
  if (line !== '' && isBetter) {
    facts.title = line
    facts.title_rank = rank
  }
}

/** As the index keeps it. */
export function readFacts(json: string): ConversationFacts {
  return ConversationFacts.parse(JSON.parse(json))
}
