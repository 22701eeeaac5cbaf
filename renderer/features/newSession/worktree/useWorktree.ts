import { useEffect, useState } from 'react'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

export type Offer = ResultOf<'worktree.offer'>

/** How long a person must have stopped typing before another branch is proposed. */
const PAUSE_MS = 400

export interface Worktree {
  /** What a worktree of the folder would begin with; null until that is known, and where there can be none. */
  readonly offer: Offer | null
  /** null: the session works in the folder itself. */
  readonly choice: WorktreeChoice | null
  readonly choose: (choice: WorktreeChoice | null) => void
  /** The set-up was changed. */
  readonly setSetup: (setup: Offer['setup']) => void
  readonly params: Params
}

/** Whether a new session works in a worktree of its own, of this folder. */
export function useWorktree(folder: string | null, prompt: string): Worktree {
  const [chosen, setChosen] = useState<{ readonly folder: string | null; readonly choice: WorktreeChoice | null }>()
  const [saved, setSaved] = useState<{ readonly folder: string | null; readonly setup: Offer['setup'] }>()
  const offered = useOffer(folder, prompt)
  const offer = offered !== null && saved?.folder === folder ? { ...offered, setup: saved.setup } : offered
  const choice = offer !== null && chosen?.folder === folder ? chosen.choice : null
  return {
    offer,
    choice,
    choose: (next) => setChosen({ folder, choice: next }),
    setSetup: (setup) => setSaved({ folder, setup }),
    params: worktreeParams(offer, choice),
  }
}

function useOffer(folder: string | null, prompt: string): Offer | null {
  const [seen, setSeen] = useState<{ readonly folder: string; readonly offer: Offer } | null>(null)
  const asked = prompt.trim().slice(0, 500)
  useEffect(() => {
    let isWanted = folder !== null
    const ask = () => {
      if (folder !== null) {
        connection.client.call('worktree.offer', { project_path: folder, prompt: asked }).then(
          (offer) => isWanted && setSeen({ folder, offer }),
          () => isWanted && setSeen(null),
        )
      }
    }
    const timer = setTimeout(ask, asked === '' ? 0 : PAUSE_MS)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [folder, asked])
  return seen !== null && seen.folder === folder && seen.offer.problem === null ? seen.offer : null
}

/** What a person chose beside what is offered. */
export interface WorktreeChoice {
  /** null: the one that is proposed. */
  readonly branch: string | null
  readonly base: string | null
  readonly runsSetup: boolean
}

export const FRESH_WORKTREE: WorktreeChoice = { branch: null, base: null, runsSetup: true }

type Params = Pick<InputOf<'session.create'>, 'worktree' | 'checkout_setup'>

/** What a new session is asked for. A branch that is there begins nowhere anew. */
function worktreeParams(offer: Offer | null, choice: WorktreeChoice | null): Params {
  if (offer === null || choice === null) {
    return {}
  }
  const branch = choice.branch ?? offer.branch
  const isThere = offer.branches.includes(branch)
  const base = choice.base ?? offer.base
  return {
    worktree: { branch, ...(isThere ? {} : { base }) },
    ...(choice.runsSetup && offer.setup !== null ? { checkout_setup: offer.setup.fingerprint } : {}),
  }
}
