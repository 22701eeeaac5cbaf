import { newSecret } from '../../auth/credentials/secret.ts'

/** A question that only the process which made it can answer. */
export interface Proof {
  readonly question: string
  readonly answer: string
  /** Forgets it. */
  readonly end: () => void
}

/**
 * Lets the self-test recognise its own process at the other end of a connection. Nothing is answered while no test
 * runs, and nothing that is answered is worth anything elsewhere.
 */
export interface Proofs {
  begin(): Proof
  /** null: no such test was started here. */
  answer(question: string): string | null
}

export function createProofs(): Proofs {
  const open = new Map<string, string>()
  return {
    begin: () => {
      const question = newSecret()
      const answer = newSecret()
      open.set(question, answer)
      return { question, answer, end: () => void open.delete(question) }
    },
    answer: (question) => open.get(question) ?? null,
  }
}
