import type { VaultKind } from '#server/platform/vault/vault.ts'
import { type CheckResult, fine } from '../doctorCheck.ts'

const descriptions: Readonly<Record<VaultKind, string>> = {
  keychain: "the system's keychain",
  file: 'an encrypted file in the data directory, as chosen',
  memory: 'memory, as chosen: secrets are gone when Homeport stops',
}

/** Whether the chosen vault can keep secrets. */
export function checkVault({ kind, problem }: { kind: VaultKind; problem: string | null }): CheckResult {
  if (problem !== null) {
    return { name: 'Vault', state: 'failed', ...splitAdvice(problem) }
  }
  return kind === 'memory'
    ? {
        name: 'Vault',
        state: 'warning',
        detail: descriptions.memory,
        advice: 'To keep them, start without --vault memory.',
      }
    : fine('Vault', descriptions[kind])
}

/** A vault's problem ends with what to do about it; that part belongs on the line of the advice. */
function splitAdvice(problem: string): { detail: string; advice: string | null } {
  const end = problem.indexOf('. ')
  return end === -1
    ? { detail: problem, advice: null }
    : { detail: problem.slice(0, end + 1), advice: problem.slice(end + 2) }
}
