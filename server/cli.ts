#!/usr/bin/env node
import { CommanderError } from 'commander'
import { HomeportError } from '#shared/errors.ts'
import { failureText } from '#server/platform/failure.ts'
import { program } from './cli/program.ts'

/** `homeport`: exit code 0 fine, 1 failed (one clear line on stderr), 2 wrong usage. */
const FAILED = 1
const USAGE = 2

try {
  // Said, not guessed: seeing Electron's version, commander would take our own file for the command.
  await program.parseAsync(process.argv, { from: 'node' })
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE
  } else {
    reportFailure(error)
    process.exitCode = FAILED
  }
}

/** One clear line on stderr; for a bug the stack after it. */
function reportFailure(error: unknown): void {
  const isExpected = error instanceof HomeportError
  const detail = !isExpected && error instanceof Error ? `\n${error.stack ?? ''}` : ''
  process.stderr.write(`homeport: ${failureText(error)}${detail}\n`)
}
