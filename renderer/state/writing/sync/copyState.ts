import * as z from 'zod'
import type { Draft } from '#shared/operations/draft.ts'

/**
 * What a composer knows of the workstation's copy of its draft. saved: the copy is this text · typed: this text is to be
 * saved · aside: another tab of this browser wrote after it; this text is saved once somebody types here · apart: another
 * device wrote something else; a person decides.
 */
export const CopyState = z.object({
  version: z.number().int().nonnegative(),
  state: z.enum(['saved', 'typed', 'aside', 'apart']),
})
export type CopyState = z.infer<typeof CopyState>

export interface Reading {
  readonly copy: CopyState
  /** take: the copy replaces the text here. */
  readonly step: 'nothing' | 'save' | 'take'
}

/** A browser and one of its tabs, as one name. */
export interface Writer {
  readonly browser: string
  readonly tab: string
}

export function writerName({ browser, tab }: Writer): string {
  return `${browser}.${tab}`
}

/** A person has changed the text here. */
export function afterTyping({ version, state }: CopyState): CopyState {
  return { version, state: state === 'apart' ? 'apart' : 'typed' }
}

/** What follows from the workstation's copy for a composer with this text. What was typed here is never replaced. */
export function afterReading(
  here: { readonly copy: CopyState; readonly text: string; readonly me: Writer },
  draft: Draft,
): Reading {
  const { copy, text, me } = here
  const { version } = draft
  const as = (state: CopyState['state']): CopyState => ({ version, state })
  if (draft.content === text) {
    return { copy: as('saved'), step: 'nothing' }
  }
  if (copy.state === 'apart' && text === '') {
    return { copy: as('saved'), step: 'take' }
  }
  if (version === copy.version && copy.state !== 'aside') {
    return copy.state === 'apart' ? { copy, step: 'nothing' } : { copy: as('typed'), step: 'save' }
  }
  if (draft.writer === writerName(me)) {
    // The answer to that was lost.
    return { copy: as('typed'), step: 'save' }
  }
  if (draft.writer?.startsWith(`${me.browser}.`) === true) {
    return copy.state === 'typed' ? { copy: as('typed'), step: 'save' } : { copy: as('aside'), step: 'nothing' }
  }
  return fromAnotherDevice(here, draft)
}

function fromAnotherDevice({ copy, text }: { readonly copy: CopyState; readonly text: string }, draft: Draft): Reading {
  const { version } = draft
  if (copy.state === 'saved' || text === '') {
    return { copy: { version, state: 'saved' }, step: 'take' }
  }
  if (draft.content !== '') {
    return { copy: { version, state: 'apart' }, step: 'nothing' }
  }
  // It was sent or cleared there, and something else is written here.
  return copy.state === 'aside'
    ? { copy: { version, state: 'aside' }, step: 'nothing' }
    : { copy: { version, state: 'typed' }, step: 'save' }
}
