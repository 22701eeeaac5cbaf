import type { NewEvent } from '#shared/session/events.ts'

/** What a line of a transcript tells, as a session would have told it. */
export interface ToldEvent {
  readonly at: string
  readonly event: NewEvent
}
