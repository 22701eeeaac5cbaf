import { HomeportError } from '#shared/errors.ts'
import { counted } from '#shared/text/plural.ts'
import type { MessageId } from '#shared/ids.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import { DurableEvent } from '#shared/session/events.ts'
import type { NewEvent } from '#shared/session/events.ts'
import { within } from '#shared/session/paths.ts'
import { isCut } from '../approvals/storedApprovals.ts'
import type { AgentRun } from '../core/agentRun.ts'
import { assertGoingOn } from '../core/goingOn.ts'
import { isOpen } from '../core/processPhase.ts'
import type { SessionCore } from '../core/sessionCore.ts'
import { nameAfter } from '../nameAfter.ts'
import { nextPrompt } from '../turns/queueEdits.ts'
import type { ProcessLifecycle } from './processLifecycle.ts'

type Lifecycle = Pick<ProcessLifecycle, 'wake' | 'whenUp' | 'rewinding' | 'hold' | 'release'>

/** Puts the files of a session back to before a message: only while nothing works on them. */
export class Rewinding {
  readonly #core: SessionCore
  readonly #lifecycle: Lifecycle

  constructor(core: SessionCore, lifecycle: Lifecycle) {
    this.#core = core
    this.#lifecycle = lifecycle
  }

  /**
   * What `rewind` would change now. Starts Claude Code where it does not run; touches no file.
   * @throws HomeportError SESSION_002 for a message that the session does not have · SESSION_003 while a turn runs or
   * messages wait, when Claude Code does not start, and where it cannot go back to.
   */
  async preview(messageId: MessageId): Promise<RewindChanges> {
    this.#seqOf(messageId)
    const run = await this.#resting()
    return run.process.rewindFiles(messageId, { isTrial: true })
  }

  /** Puts the files back, and records it in the conversation. @throws HomeportError as `preview`; and where all are as they were. */
  async rewind(messageId: MessageId, by: string): Promise<RewindChanges> {
    const seq = this.#seqOf(messageId)
    const run = await this.#resting()
    const prompt = this.#textOf(seq)
    const changes = await run.process.rewindFiles(messageId, { isTrial: true })
    if (changes.file_count === 0) {
      throw new HomeportError('SESSION_003', 'The files are as they were before this message. Nothing was changed.')
    }
    // Asked again: a prompt, or the same from another device, may have come while Claude Code answered.
    this.#assertResting()
    await this.#lifecycle.rewinding(run, async () => {
      await run.process.rewindFiles(messageId, { isTrial: false })
      const { journal } = this.#core
      const { workspace_path } = journal.session
      const message = { message_id: messageId, prompt }
      journal.commit([filesRewound({ by, changes, workspace_path, ...message, putBackId: null })])
    })
    return changes
  }

  /**
   * Runs what changes files while no turn does: prompts that come meanwhile wait until it is done. Starts no process.
   * @throws HomeportError SESSION_003 while a turn runs, messages wait or the process starts; and as `work` does.
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.#assertResting()
    const { run, phase, journal } = this.#core
    if (run !== null && isOpen(phase)) {
      return this.#lifecycle.rewinding(run, work)
    }
    if (phase.kind !== 'idle') {
      throw new HomeportError(
        'SESSION_003',
        'Claude Code starts or stops, or files are being put back already. Nothing was changed; try again in a moment.',
        { details: { retry_possible: true } },
      )
    }
    this.#lifecycle.hold()
    return work().finally(() => {
      if (this.#lifecycle.release() && nextPrompt(journal.header) !== undefined) {
        this.#lifecycle.wake('message')
      }
    })
  }

  /** Records in the conversation that files were put back. `messageId` null: to before a turn that nobody's prompt began. */
  note({ by, changes, messageId, putBackId }: PutBackNote): void {
    const { journal } = this.#core
    const { workspace_path } = journal.session
    const prompt = messageId === null ? null : this.#textOf(this.#seqOf(messageId))
    journal.commit([filesRewound({ by, changes, workspace_path, message_id: messageId, prompt, putBackId })])
  }

  noteInterrupted({ put_back_id, done, total }: InterruptedPutBack): void {
    const content =
      `Homeport ended while it put files back: ${done} of ${total} are as they were before, the others as Claude left them. ` +
      'Each is whole. Put them back again, or undo it.'
    const details = { put_back_id, done, total }
    this.#core.journal.commit([
      { type: 'notice', content, data: { level: 'warning', code: 'put_back_interrupted', details } },
    ])
  }

  #seqOf(messageId: MessageId): number {
    const { deps, journal } = this.#core
    const seq = deps.store.seqOf(journal.session.id, 'user_message', messageId)
    if (seq === null) {
      throw new HomeportError('SESSION_002', 'This session has no such message. Nothing was changed.')
    }
    return seq
  }

  #textOf(seq: number): string {
    const { deps, journal } = this.#core
    const range = { session_id: journal.session.id, from: { before_seq: seq + 1 }, limit: 1, max_bytes: 1 }
    const [event] = deps.store.readEvents(range)
    return event === undefined ? '' : (DurableEvent.parse(JSON.parse(event.payload.toString())).content ?? '')
  }

  /** The process, with nothing to do. */
  async #resting(): Promise<AgentRun> {
    this.#assertResting()
    this.#lifecycle.wake('user_request')
    await this.#lifecycle.whenUp()
    this.#assertResting()
    const { run, phase } = this.#core
    if (run === null || !isOpen(phase)) {
      throw new HomeportError('SESSION_003', 'Claude Code does not run, so no file was put back. Nothing was changed.')
    }
    return run
  }

  /** @throws HomeportError SESSION_003 while a turn runs or messages wait. */
  assertResting(): void {
    this.#assertResting()
  }

  #assertResting(): void {
    assertGoingOn(this.#core)
    const { run, journal } = this.#core
    const isInTurn = run === null ? isCut(this.#core) : run.inTurn || journal.header.approvals.length > 0
    if (isInTurn) {
      throw new HomeportError(
        'SESSION_003',
        'A turn runs. Nothing was changed; stop the turn or wait for its end, then put the files back.',
      )
    }
    if (run?.isRewinding === true) {
      throw new HomeportError(
        'SESSION_003',
        'Files are being put back already. Nothing more was changed; look again when that is done.',
      )
    }
    if (nextPrompt(journal.header) !== undefined) {
      throw new HomeportError(
        'SESSION_003',
        'Messages wait for their turn. Nothing was changed; hold or remove them, then put the files back.',
      )
    }
  }
}

interface Rewound {
  readonly by: string
  readonly changes: RewindChanges
  readonly workspace_path: string
  readonly message_id: MessageId | null
  readonly prompt: string | null
  readonly putBackId: string | null
}

/** A putting back that ended in the middle. */
interface InterruptedPutBack {
  readonly put_back_id: string
  readonly done: number
  readonly total: number
}

/** What is told of files that Homeport itself put back. */
export interface PutBackNote {
  readonly by: string
  readonly changes: RewindChanges
  readonly messageId: MessageId | null
  /** With it it can be undone. */
  readonly putBackId: string
}

const NAMED = 20
/** Of a name that is longer its end tells more. */
const NAME_LENGTH = 300

/** A name is a stranger's: with a line break in it it would look like two. */
function inOneLine(name: string): string {
  const line = name.replaceAll(/[\n\v\f\r\u0085\u2028\u2029]/g, '�')
  return line.length > NAME_LENGTH ? `…${line.slice(1 - NAME_LENGTH)}` : line
}

function filesRewound({ by, changes, workspace_path, message_id, prompt, putBackId }: Rewound): NewEvent {
  const { files, file_count, insertions, deletions } = changes
  const named = files.slice(0, NAMED).map((file) => inOneLine(within(file, workspace_path)))
  const more = file_count > named.length ? [`and ${file_count - named.length} more`] : []
  const what = counted(file_count, { one: '# file', other: '# files' })
  const where = prompt === null ? 'as they were before' : `to before “${nameAfter(prompt)}”`
  const sentence = `${by} put ${what} back ${where} (+${insertions} −${deletions}).`
  const undo = putBackId === null ? {} : { put_back_id: putBackId }
  return {
    type: 'notice',
    content: [sentence, ...named, ...more].join('\n'),
    data: { level: 'info', code: 'files_rewound', details: { message_id, file_count, insertions, deletions, ...undo } },
  }
}
