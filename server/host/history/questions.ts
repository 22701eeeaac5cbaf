import type { HistoryBranch, HistoryHit } from '#shared/operations/history.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { DurableEvent } from '#shared/session/events.ts'
import type { Person } from '#shared/session/maySee.ts'
import type { CopyReport, CopyRules } from './copies/copying.ts'
import type { CopyFacts } from './copies/facts.ts'
import type { IndexedConversation } from './database/conversationRows.ts'

/** What the host asks the thread that keeps the index, by kind: the question and its answer. */
export interface Questions {
  readonly list: {
    readonly asked: { readonly who: Person; readonly params: ParamsOf<'history.list'> }
    readonly answer: ListAnswer
  }
  readonly read: {
    readonly asked: { readonly who: Person; readonly params: ParamsOf<'history.read'> }
    readonly answer: ReadAnswer
  }
  /** The latest part of what a resume goes on with, as much as a session takes over. */
  readonly copy: {
    readonly asked: { readonly who: Person; readonly conversation_id: string }
    readonly answer: CopyAnswer
  }
  /** Copies what is to be copied, and removes what is too much. */
  readonly copy_transcripts: { readonly asked: { readonly rules: CopyRules }; readonly answer: CopyReport }
  /** What there is of copies. */
  readonly copies: { readonly asked: object; readonly answer: CopyFacts }
  /** What the copies of each conversation take, in bytes. */
  readonly copy_bytes: { readonly asked: object; readonly answer: ReadonlyMap<string, number> }
  /** Removes all copies, those too that Claude Code has no transcript of any more. */
  readonly clear_copies: { readonly asked: object; readonly answer: { readonly removed: number } }
}

export type QuestionKind = keyof Questions

/** A question as it travels. */
export type Question = { [K in QuestionKind]: { readonly kind: K } & Questions[K]['asked'] }[QuestionKind]

/** A conversation as it is told. */
export type ToldConversation = IndexedConversation & Pick<HistoryHit, 'only_copy'>

export interface ListAnswer {
  readonly conversations: readonly (ToldConversation & Pick<HistoryHit, 'matches' | 'snippet'>)[]
  readonly next_cursor: string | null
  readonly found: { readonly conversations: number; readonly matches: number }
  readonly projects: string[]
  readonly models: string[]
  readonly total: number
  readonly indexing: { readonly done: number; readonly total: number } | null
}

export interface ReadAnswer {
  readonly conversation: ToldConversation
  readonly events: readonly DurableEvent[]
  readonly next_before_seq: number | null
  readonly branches: readonly HistoryBranch[]
  readonly matches: readonly string[]
}

export interface CopyAnswer {
  readonly conversation: ToldConversation
  readonly events: readonly DurableEvent[]
  /** Nothing was said before them. */
  readonly is_whole: boolean
}

/** What the thread is started with. */
export interface IndexerStart {
  readonly database: string
  readonly projects: string
  /** The folder of the copies. */
  readonly copies: string
}

export type ToIndexer =
  | {
      readonly kind: 'question'
      readonly id: number
      readonly question: Question
    }
  /** Whose these conversations are. */
  | {
      readonly kind: 'owners'
      readonly owners: readonly { readonly conversation_id: string; readonly user_id: string }[]
    }
  | { readonly kind: 'stop' }
