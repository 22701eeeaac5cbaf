import { HomeportError } from '#shared/errors.ts'
import { failureCode } from '#server/platform/failure.ts'

/**
 * Runs a database step; what SQLite refuses comes out in words for people. The transaction around it has been
 * rolled back: nothing of the step is kept.
 */
export function withReadableErrors<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    const code = failureCode(error)
    throw code?.startsWith('SQLITE_') === true
      ? new HomeportError('INTERNAL_001', sentence(code), { cause: error })
      : error
  }
}

function sentence(code: string): string {
  if (code === 'SQLITE_FULL') {
    return 'The disk with the session database is full. Nothing of this step was kept. Free some space, then go on.'
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_READONLY') {
    return `The session database cannot be written (${code}). Nothing of this step was kept. Check disk and permissions.`
  }
  return `The session database refused a step (${code}). Nothing of it was kept.`
}
