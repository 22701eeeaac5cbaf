import type { SessionId } from '#shared/ids.ts'
import type { DurableEvent } from '#shared/session/events.ts'
import type { Span } from './questions.ts'

/** Tools that change no file. */
const HARMLESS: ReadonlySet<string> = new Set([
  'Read',
  'Glob',
  'Grep',
  'LS',
  'NotebookRead',
  'WebFetch',
  'WebSearch',
  'TodoWrite',
  'AskUserQuestion',
  'EnterPlanMode',
  'ExitPlanMode',
  'BashOutput',
  'TaskOutput',
  'ToolSearch',
])

/** Tools that change the one file they name, and where they name it. */
const ONE_FILE: Readonly<Record<string, string>> = {
  Edit: 'file_path',
  MultiEdit: 'file_path',
  Write: 'file_path',
  NotebookEdit: 'notebook_path',
}

/**
 * When a session's Claude may have changed files, read from its events: from the call of a tool to its result, without the
 * time in which it waits for an answer; and for as long as a task runs beside the turns.
 */
export class ToolSpans {
  readonly #session: SessionId
  readonly #say: (span: Span) => void
  readonly #open = new Map<string, Span>()
  /** Calls that a person is asked about, by approval. */
  readonly #waiting = new Map<string, Span>()
  #isTouched = false

  constructor(session: SessionId, say: (span: Span) => void) {
    this.#session = session
    this.#say = say
  }

  /** Whether anything ran since the turn began that may have changed a file. */
  get isTouched(): boolean {
    return this.#isTouched || this.#open.size > 0
  }

  turnEnded(): void {
    this.#isTouched = false
  }

  take(event: DurableEvent, now: number): void {
    switch (event.type) {
      case 'tool_use':
        this.#begin(event.data, now)
        return
      case 'tool_result':
        this.#end(this.#idOf(event.data.tool_use_id), now)
        return
      case 'approval_requested':
        this.#wait(event.data, now)
        return
      case 'approval_resolved':
        this.#goOn(event.data, now)
        return
      case 'background_task':
        this.#task(event.data, now)
        return
      case 'session_status':
        if (['SUSPENDED', 'TERMINATED', 'FAILED'].includes(event.data.status)) {
          const open = [...this.#open.keys()]
          open.forEach((id) => this.#end(id, now))
        }
        return
      default:
    }
  }

  #begin(
    call: { readonly tool_use_id: string; readonly name: string; readonly input: Readonly<Record<string, unknown>> },
    now: number,
  ) {
    const { tool_use_id: id, name, input } = call
    if (HARMLESS.has(name)) {
      return
    }
    const named = ONE_FILE[name]
    const file = named === undefined ? null : input[named]
    const path = typeof file === 'string' ? file : null
    this.#put({ id: this.#idOf(id), session_id: this.#session, tool: name, path, from: now, to: null })
  }

  /** Nothing runs while a person is asked. */
  #wait(
    { tool_use_id, approval_id }: { readonly tool_use_id?: string | undefined; readonly approval_id: string },
    now: number,
  ) {
    const span = this.#open.get(this.#idOf(tool_use_id ?? ''))
    if (span !== undefined) {
      this.#waiting.set(approval_id, span)
      this.#end(span.id, now)
    }
  }

  #goOn({ approval_id, decision }: { readonly approval_id: string; readonly decision: string }, now: number): void {
    const span = this.#waiting.get(approval_id)
    this.#waiting.delete(approval_id)
    if (span !== undefined && decision !== 'deny' && decision !== 'cancelled') {
      this.#put({ ...span, id: `${span.id} answered`, from: now, to: null })
    }
  }

  #task({ task_id, state }: { readonly task_id: string; readonly state: string }, now: number): void {
    const id = this.#idOf(`task ${task_id}`)
    if (state === 'running') {
      this.#put({ id, session_id: this.#session, tool: 'background', path: null, from: now, to: null })
    } else {
      this.#end(id, now)
    }
  }

  /** Sessions may call their tools alike: forks do. */
  #idOf(id: string): string {
    return `${this.#session} ${id}`
  }

  #put(span: Span): void {
    this.#isTouched = true
    this.#open.set(span.id, span)
    this.#say(span)
  }

  #end(id: string, now: number): void {
    for (const one of [id, `${id} answered`]) {
      const span = this.#open.get(one)
      this.#open.delete(one)
      if (span !== undefined) {
        this.#say({ ...span, to: now })
      }
    }
  }
}
