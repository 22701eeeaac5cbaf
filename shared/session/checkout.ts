import * as z from 'zod'

/**
 * A session's own checkout: a worktree of a repository on this machine, or a clone. `making`: it is not whole yet, and no process
 * of the session starts before it is. `ended`: its folder was removed; what was committed is in the repository.
 */
export const Checkout = z.object({
  kind: z.enum(['worktree', 'clone']),
  /** Of a worktree the topmost folder of the repository, of a clone its address. */
  from: z.string(),
  /** null: the one that the other side names, not known yet; or none. */
  branch: z.string().nullable(),
  /** Of a worktree: the branch or commit that its own branch began at. */
  base: z.string().nullable(),
  state: z.enum(['making', 'ready', 'ended']),
  /** It is never removed by itself. */
  is_kept: z.boolean(),
  /** How it is made, kept over a restart. `commit`: of `base`; null: the branch was there already. */
  plan: z.object({
    commit: z.string().nullable(),
    depth: z.number().nullable(),
    submodules: z.boolean(),
    /** Stands for the set-up that a person approved as a whole; null: none is run. */
    setup: z.string().nullable(),
  }),
})
export type Checkout = z.infer<typeof Checkout>
