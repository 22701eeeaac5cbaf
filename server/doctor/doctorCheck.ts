export type CheckState = 'ok' | 'warning' | 'failed'

/** What one check found, in words for the person at this machine. */
export interface CheckResult {
  readonly name: string
  readonly state: CheckState
  readonly detail: string
  /** What to do; null when there is nothing to do. */
  readonly advice: string | null
}

export interface DoctorReport {
  readonly checks: readonly CheckResult[]
  /** The worst of the checks. */
  readonly state: CheckState
}

/** A check that found nothing wrong. */
export function fine(name: string, detail: string): CheckResult {
  return { name, state: 'ok', detail, advice: null }
}
