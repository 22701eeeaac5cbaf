import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'

const FAILED = 1

/** One clear line on stderr; a bug's place in the code beside it. Returns the exit code. */
export function reportFailure(error: unknown): number {
  const isExpected = error instanceof HomeportError
  const detail = !isExpected && error instanceof Error ? `\n${error.stack ?? ''}` : ''
  process.stderr.write(`homeport: ${failureText(error)}${detail}\n`)
  return FAILED
}
