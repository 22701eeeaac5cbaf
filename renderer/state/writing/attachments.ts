import type { SessionId } from '#shared/ids.ts'
import type { Attachment } from '#shared/session/attachments.ts'
import { createStore } from '../store.ts'

/** A file that a person attaches to the next message of a session, or to the first of a new one. */
export interface Attaching {
  readonly key: string
  readonly target: SessionId | 'new'
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** The image, as an address; null where it is none. */
  readonly preview: string | null
  readonly state:
    /** There is no session yet that could keep it. */
    | { readonly kind: 'waiting'; readonly file: File }
    | { readonly kind: 'uploading' }
    | { readonly kind: 'stored'; readonly attachment: Attachment }
    | { readonly kind: 'refused'; readonly problem: string }
}

/** Of all sessions, in memory only: what was not sent is lost at reload. */
export const attaching = createStore<readonly Attaching[]>([])

/** Attaches what an earlier message of the session carries: the workstation has it. What is attached already is not again. */
export function attachAgain(session_id: SessionId, attachments: readonly Attachment[]): void {
  const before = attaching.get()
  const has = ({ sha256 }: Attachment) =>
    before.some(
      (one) => one.target === session_id && one.state.kind === 'stored' && one.state.attachment.sha256 === sha256,
    )
  const again = attachments
    .filter((attachment) => !has(attachment))
    .map((attachment) => ({
      key: crypto.randomUUID(),
      target: session_id,
      name: attachment.name,
      size: attachment.size,
      preview: null,
      state: { kind: 'stored', attachment } as const,
    }))
  attaching.set([...before, ...again])
}

/** Takes files back that were sent, or are not wanted any more. */
export function detach(keys: readonly string[]): void {
  attaching.set(attaching.get().filter(({ key }) => !keys.includes(key)))
}
