import { HomeportError } from '#shared/errors.ts'

/**
 * Runs a database step; what SQLite refuses comes out in words for people. The transaction around it has been
 * rolled back: nothing of the step is kept.
 */
export function inWords<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    const code = sqliteCode(error)
    throw code === null ? error : new HomeportError('INTERNAL_001', sentence(code), { cause: error })
  }
}

function sqliteCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null
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
