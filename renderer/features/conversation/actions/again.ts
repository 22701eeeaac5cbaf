import type { SessionHeader } from '#shared/session/header.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { canPrompt } from '#renderer/format/statusLabel.ts'
import { promptBefore, type SentPrompt } from './turnTexts.ts'

/** How what failed can be tried once more. */
export type Again =
  /** By sending its message again. */
  | { readonly kind: 'send'; readonly prompt: SentPrompt }
  /** By starting Claude Code again: what was sent waits. */
  | { readonly kind: 'start' }

/**
 * How to try again what an item tells of: a turn that failed, or a session that does. null: not any more, or only in
 * another way (a lost conversation is asked about below it). `id`: of the item.
 */
export function againOf(header: SessionHeader, timeline: Timeline, id: string): Again | null {
  const { status, status_reason } = header.session
  const at = timeline.positions.get(id)
  const item = at === undefined || at.parent !== null ? undefined : timeline.items[at.position]
  if (item?.kind === 'status') {
    const isLast = status === 'FAILED' && !timeline.items.slice(timeline.items.indexOf(item) + 1).some(isFailure)
    return isLast && status_reason !== 'conversation_gone' ? { kind: 'start' } : null
  }
  const prompt = canPrompt(status) ? promptBefore(timeline, id) : null
  return prompt === null ? null : { kind: 'send', prompt }
}

function isFailure({ kind }: { readonly kind: string }): boolean {
  return kind === 'status'
}
