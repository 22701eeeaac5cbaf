import type { Draft } from '#shared/operations/draft.ts'
import { SessionId } from '#shared/ids.ts'
import type { LiveEvent } from '#shared/session/events.ts'

interface Where {
  readonly session_id?: string | undefined
  readonly place?: string | undefined
}

/** Keeps drafts as the host does, and tells pages that follow the session. */
export class FakeDrafts {
  /** By session, or `new`; where it is no message, with its place before: `commit/ID`. */
  readonly kept = new Map<string, Draft>()
  readonly #send: (event: LiveEvent) => void

  constructor(send: (event: LiveEvent) => void) {
    this.#send = send
  }

  'draft.read'(params: Readonly<Record<string, unknown>>): Draft {
    return this.kept.get(nameOf(whereIn(params))) ?? { content: '', version: 0, writer: null }
  }

  'draft.save'(params: Readonly<Record<string, unknown>>): { saved: boolean; draft: Draft } {
    const before = this['draft.read'](params)
    return before.version === params['after_version']
      ? { saved: true, draft: this.write(whereIn(params), String(params['content']), asText(params['writer'])) }
      : { saved: false, draft: before }
  }

  /** As another device of the person does. */
  write(at: string | undefined | Where, content: string, writer = 'phone.tab'): Draft {
    const where = typeof at === 'object' ? at : { session_id: at }
    const { session_id, place } = where
    const draft = { content, version: (this.kept.get(nameOf(where))?.version ?? 0) + 1, writer }
    this.kept.set(nameOf(where), draft)
    if (session_id !== undefined) {
      const data = { version: draft.version, writer, ...(place === undefined ? {} : { place }) }
      const timestamp = new Date().toISOString()
      this.#send({ type: 'draft_changed', session_id: SessionId.parse(session_id), data, timestamp })
    }
    return draft
  }
}

function whereIn(params: Readonly<Record<string, unknown>>): Where {
  return { session_id: asText(params['session_id']), place: asText(params['place']) }
}

function nameOf({ session_id = 'new', place }: Where): string {
  return place === undefined ? session_id : `${place}/${session_id}`
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
