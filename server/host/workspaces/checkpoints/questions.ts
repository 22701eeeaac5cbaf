import type { SessionId } from '#shared/ids.ts'
import type { ChangesAnswer, PutBackAnswer, PutBackPreview } from '#shared/operations/changes.ts'
import type { Look } from '../watch/look.ts'
import type { FileNews } from '#shared/session/changes.ts'

/** What is kept of a session, and how much of it at most. */
export interface KeepingBounds {
  /** Of contents of one session, and of those that are held ready for one folder. */
  readonly total_bytes: number
  readonly file_bytes: number
}

/** A span of time in which something of a session's Claude may have changed files. */
export interface Span {
  readonly id: string
  readonly session_id: SessionId
  /** The tool, or `background`. */
  readonly tool: string
  /** The only file that it can change, an absolute path; null: any. */
  readonly path: string | null
  /** Milliseconds since 1970. */
  readonly from: number
  /** null: it goes on. */
  readonly to: number | null
}

/** A person is about to change a file, or a folder and all in it, by Homeport's own routes, or has done it. */
export interface OwnWrite {
  /** In full. */
  readonly path: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly isOver: boolean
}

/** Which of a session's turns: the latest one, one that has ended, or all. */
export type Scope =
  | { readonly kind: 'latest' }
  | { readonly kind: 'turn'; readonly turn_id: string }
  | { readonly kind: 'session' }

/** From which turn on files are put back: its id, or the message that began it. */
export type Before = { readonly turn_id: string } | { readonly message_id: string }

export interface PutBackAsked {
  readonly session_id: SessionId
  readonly before: Before
  /** null: all that Claude changed and nobody else since. */
  readonly paths: readonly string[] | null
}

/** What the host asks the thread that keeps contents, by kind: the question and its answer. */
export interface Questions {
  /** Knows the folder from now on, and looks at all of it. */
  readonly look: { readonly asked: { readonly folder: string }; readonly answer: Look }
  /** Claude is about to work in the folder: all of it is looked at, and what may be kept is read. */
  readonly prepare: { readonly asked: { readonly folder: string }; readonly answer: null }
  /** These may have changed, at that time. */
  readonly scan: {
    readonly asked: { readonly folder: string; readonly paths: readonly string[]; readonly at: number }
    readonly answer: readonly FileNews[]
  }
  readonly begin: {
    readonly asked: {
      readonly session_id: SessionId
      readonly folder: string
      readonly message_id: string | null
      readonly at: number
    }
    readonly answer: null
  }
  /** What Claude changed in the turn that runs, until now. known: as far as it was noticed, without a look at the folder. */
  readonly measure: {
    readonly asked: { readonly session_id: SessionId; readonly how: 'looked' | 'known' }
    readonly answer: TurnFiles
  }
  /** The turn is over. */
  readonly end: {
    readonly asked: {
      readonly session_id: SessionId
      readonly turn_id: string
      readonly at: number
      /** Nothing ran that could have changed a file: nothing is looked at. */
      readonly is_idle: boolean
    }
    readonly answer: null
  }
  readonly list: {
    readonly asked: { readonly session_id: SessionId; readonly scope: Scope }
    readonly answer: ChangesAnswer
  }
  readonly content: {
    readonly asked: { readonly session_id: SessionId; readonly id: string }
    readonly answer: Uint8Array | null
  }
  /** Whether the turn of a message is kept. */
  readonly knows: {
    readonly asked: { readonly session_id: SessionId; readonly before: Before }
    readonly answer: boolean
  }
  readonly preview: { readonly asked: PutBackAsked; readonly answer: PutBackPreview }
  readonly put_back: { readonly asked: PutBackAsked & { readonly by: string }; readonly answer: PutBackAnswer }
  readonly undo: {
    readonly asked: { readonly session_id: SessionId; readonly put_back_id: string; readonly by: string }
    readonly answer: PutBackAnswer
  }
  /** Put backs that a host which died left half done; each is told once. */
  readonly interrupted: { readonly asked: object; readonly answer: readonly Interrupted[] }
  /** Bytes of contents that are kept of a session. */
  readonly kept_bytes: { readonly asked: { readonly session_id: SessionId }; readonly answer: number }
  readonly forget: { readonly asked: { readonly session_id: SessionId }; readonly answer: null }
  /** Nobody looks at the folder any more. */
  readonly leave: { readonly asked: { readonly folder: string }; readonly answer: null }
}

export interface TurnFiles {
  /** From the folder. */
  readonly paths: readonly string[]
  readonly additions: number
  readonly deletions: number
}

export interface Interrupted {
  readonly session_id: SessionId
  readonly put_back_id: string
  readonly done: number
  readonly total: number
}

export type QuestionKind = keyof Questions

/** A question as it travels. */
export type Question = { [K in QuestionKind]: { readonly kind: K } & Questions[K]['asked'] }[QuestionKind]

/** What the thread is started with. */
export interface KeeperStart {
  readonly database: string
  /** Homeport's own folder: never looked at. */
  readonly data_dir: string
  /** What Git is started with. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly bounds: KeepingBounds
}

export type ToKeeper =
  | { readonly kind: 'question'; readonly id: number; readonly question: Question }
  /** A span began, or ended: the one of the same id is replaced. */
  | { readonly kind: 'span'; readonly span: Span }
  /** A person changes this file by Homeport's own routes, now. */
  | { readonly kind: 'own_write'; readonly write: OwnWrite }
  | { readonly kind: 'bounds'; readonly bounds: KeepingBounds }
  | { readonly kind: 'stop' }
