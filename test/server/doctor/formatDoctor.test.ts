import { expect, test } from 'vitest'
import type { DoctorReport } from '#server/doctor/doctorCheck.ts'
import { formatDoctor } from '#server/doctor/formatDoctor.ts'

const ok = { name: 'Node', state: 'ok', detail: '24.21.0', advice: null } as const

test('the report is aligned, and what to do stands below what failed', () => {
  const failed = {
    name: 'Claude Code',
    state: 'failed',
    detail: 'It was not found.',
    advice: 'Install it.\nOr name it.',
  } as const
  expect(formatDoctor({ checks: [ok, failed], state: 'failed' })).toBe(
    `ok       Node         24.21.0
FAILED   Claude Code  It was not found.
                      → Install it.
                        Or name it.

One check failed.
`,
  )
})

test.each([
  [[ok], 'ok', 'All is well.'],
  [[ok, { ...ok, state: 'warning' }], 'warning', 'Nothing failed; see the warnings.'],
  [
    [
      { ...ok, state: 'failed' },
      { ...ok, state: 'failed' },
    ],
    'failed',
    '2 checks failed.',
  ],
] as const)('it ends with the verdict', (checks, state, verdict) => {
  const report: DoctorReport = { checks, state }
  expect(formatDoctor(report).trimEnd().split('\n').at(-1)).toBe(verdict)
})
