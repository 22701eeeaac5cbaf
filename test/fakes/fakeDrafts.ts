import type { Draft } from '#shared/operations/draft.ts'
import { SessionId } from '#shared/ids.ts'
import type { LiveEvent } from '#shared/session/events.ts'

/** Keeps drafts as the host does, and tells pages that follow the session. `new`: for a new session. */
export class FakeDrafts {
  readonly kept = new Map<string, Draft>()
  readonly #send: (event: LiveEvent) => void

  constructor(send: (event: LiveEvent) => void) {
    this.#send = send
  }

  'draft.read'({ session_id = 'new' }: Readonly<Record<string, unknown>>): Draft {
    return this.kept.get(String(session_id)) ?? { content: '', version: 0, writer: null }
  }

  'draft.save'(params: Readonly<Record<string, unknown>>): { saved: boolean; draft: Draft } {
    const before = this['draft.read'](params)
    return before.version === params['after_version']
      ? {
          saved: true,
          draft: this.write(asText(params['session_id']), String(params['content']), asText(params['writer'])),
        }
      : { saved: false, draft: before }
  }

  /** As another device of the person does. */
  write(session_id: string | undefined, content: string, writer = 'phone.tab'): Draft {
    const draft = { content, version: this['draft.read']({ session_id }).version + 1, writer }
    this.kept.set(session_id ?? 'new', draft)
    if (session_id !== undefined) {
      const data = { version: draft.version, writer }
      const timestamp = new Date().toISOString()
      this.#send({ type: 'draft_changed', session_id: SessionId.parse(session_id), data, timestamp })
    }
    return draft
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
