#!/usr/bin/env node
import { CommanderError } from 'commander'
import { program } from './cli/program.ts'

/** `homeport`: exit code 0 fine, 1 failed (one clear line on stderr), 2 wrong usage. */
const USAGE = 2

try {
  // Said, not guessed: seeing Electron's version, commander would take our own file for the command.
  await program.parseAsync(process.argv, { from: 'node' })
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : USAGE
  } else {
    const { reportFailure } = await import('./cli/failure.ts')
    process.exitCode = reportFailure(error)
  }
}
