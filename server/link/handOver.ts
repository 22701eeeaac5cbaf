import * as z from 'zod'

/**
 * A host that ends for its successor leaves it the sessions: those with a process are taken up there again.
 * when_idle: refused while a turn runs · now: turns that run are cut.
 */
export const HandOver = z.enum(['when_idle', 'now'])
export type HandOver = z.infer<typeof HandOver>

/** A host that says this in its greeting knows `hand_over`; an older one would just stop. */
export const CAN_HAND_OVER = 'hand_over'
