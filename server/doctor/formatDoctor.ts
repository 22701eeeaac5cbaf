import type { CheckState, DoctorReport } from './doctorCheck.ts'

const words: Readonly<Record<CheckState, string>> = { ok: 'ok', warning: 'warning', failed: 'FAILED' }

/**
 * The report as plain text for a terminal, ending in a newline: a line per check, what to do on a line below it.
 *
 *     ok       Node         24.21.0
 *     FAILED   Claude Code  It was not found.
 *                           → Install it with …
 */
export function formatDoctor(report: DoctorReport): string {
  const stateWidth = Math.max(...Object.values(words).map((word) => word.length)) + 2
  const nameWidth = Math.max(...report.checks.map((check) => check.name.length)) + 2
  const indent = ' '.repeat(stateWidth + nameWidth)
  const lines = report.checks.flatMap((check) => [
    words[check.state].padEnd(stateWidth) + check.name.padEnd(nameWidth) + hang(check.detail, indent),
    ...(check.advice === null ? [] : [`${indent}→ ${hang(check.advice, `${indent}  `)}`]),
  ])
  return `${[...lines, '', conclusion(report)].join('\n')}\n`
}

function hang(text: string, indent: string): string {
  return text.split('\n').join(`\n${indent}`)
}

function conclusion(report: DoctorReport): string {
  const failed = report.checks.filter((check) => check.state === 'failed').length
  const warnings = report.checks.filter((check) => check.state === 'warning').length
  if (failed > 0) {
    return failed === 1 ? 'One check failed.' : `${failed} checks failed.`
  }
  return warnings > 0 ? 'Nothing failed; see the warnings.' : 'All is well.'
}
