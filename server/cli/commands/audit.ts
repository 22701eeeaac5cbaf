import { type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { commandOf } from './options.ts'

/** `homeport audit verify · export`. */
export function addAuditCommands(program: CommandUnknownOpts): void {
  const audit = program
    .command('audit')
    .description('who did what: an append-only log; nothing is ever deleted from it')

  commandOf(audit, 'verify')
    .description('compute the chain of the audit log again; exit code 1 names the first broken entry')
    .addOption(new Option('--expect <head>', 'a head that an earlier verify printed').argParser(readHead))
    .option('--json', 'the verdict as JSON')
    .action(async (flags) => {
      const { verifyAudit } = await import('../actions/audit.ts')
      process.exitCode = await verifyAudit(flags)
    })

  commandOf(audit, 'export')
    .description('print the audit log, oldest entry first')
    .addOption(
      new Option('--format <format>', 'one JSON object per line, or a table')
        .choices(['jsonl', 'csv'] as const)
        .default('jsonl' as const),
    )
    .addOption(new Option('--since <time>', 'entries from then on (2026-11-21, or with a time)').argParser(readTime))
    .addOption(new Option('--until <time>', 'entries before then').argParser(readTime))
    .action(async (flags) => {
      const { exportAudit } = await import('../actions/audit.ts')
      await exportAudit(flags)
    })
}

/** `12:0a3f…` */
function readHead(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined) {
    throw new InvalidArgumentError('It is a number, a colon and 64 hexadecimal digits.')
  }
  return { seq: Number(seq), hash }
}

/** A date is its first moment in UTC. */
function readTime(text: string): string {
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : null
  if (time === null || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('It is a date or a time like 2026-11-21T14:30:00Z.')
  }
  return time.toISOString()
}
