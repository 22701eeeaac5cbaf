import { useState } from 'react'
import { SessionStatus } from '#shared/session/status.ts'
import type { ListedApproval } from '#shared/operations/approvalList.ts'
import { ApprovalListRow } from '#renderer/features/approvalList/ApprovalListRow.tsx'
import { ApprovalRow } from '#renderer/features/home/ApprovalRow.tsx'
import { SessionRow } from '#renderer/views/session/SessionRow.tsx'
import { RailSessionRow } from '#renderer/features/rail/RailSessionRow.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { StatusSign } from '#renderer/ui/StatusSign.tsx'
import { VirtualRows } from '#renderer/ui/VirtualRows.tsx'
import { statusLabel } from '#renderer/format/statusLabel.ts'
import { anApproval, aSession } from './examples.ts'

const sessions = [
  ...SessionStatus.options.map((status) => aSession(`is ${status}`, { status })),
  aSession('is in a terminal', {
    status: 'SUSPENDED',
    writer: { kind: 'terminal', since: '2026-11-20T10:00:00.000Z' },
  }),
  aSession('finished and unread', { outcome: 'finished', unread: true }),
  aSession('unread', { unread: true }),
  aSession('two ways', { two_ways: true, unread: true }),
  aSession('failed', { outcome: 'failed', outcome_reason: 'The account has no credit left.' }),
]
const approvals = [
  anApproval('Bash', { command: 'npm run migrate -- --env staging' }),
  anApproval('ExitPlanMode', { plan: '# A plan' }, { kind: 'plan' }),
  anApproval(
    'AskUserQuestion',
    { questions: [{ question: 'Which payment provider?', header: '', multiSelect: false, options: [] }] },
    { kind: 'question' },
  ),
]

const waiting: ListedApproval = {
  session_id: aSession('', {}).id,
  session_name: 'Migrate the database',
  workspace_path: '/home/me/code/api',
  approval_id: anApproval('Bash', {}).approval_id,
  kind: 'tool',
  tool_name: 'Bash',
  wish: 'Run npm run migrate -- --env staging',
  dangers: 2,
  asked_at: '2026-11-20T10:00:00.000Z',
  outcome: null,
}
const answer = {
  answered_by: 'Mia',
  answered_from: 'Safari on iPhone',
  answered_at: '2026-11-20T10:01:00.000Z',
  message: null,
} as const
const listed: readonly ListedApproval[] = [
  waiting,
  {
    ...waiting,
    wish: 'Run rm -rf build',
    outcome: { ...answer, decision: 'deny', edited: false, remembered: false, message: 'Back it up first' },
  },
  {
    ...waiting,
    wish: 'Edit src/app.ts',
    dangers: 0,
    outcome: { ...answer, decision: 'allow', edited: true, remembered: true },
  },
]

/** Sessions in every status, as Home and the rail list them. */
export function SessionLists() {
  const [open, setOpen] = useState<number | null>(null)
  return (
    <Card title="Sessions" className="space-y-4">
      <ul className="rounded-card border border-attention-line">
        {approvals.map((approval, index) => (
          <ApprovalRow
            key={approval.tool_name}
            approval={approval}
            session={aSession('Migrate the database', {})}
            risks={index === 0 ? 3 : 0}
            isOpen={open === index}
            onToggle={() => setOpen(open === index ? null : index)}
          >
            Its card
          </ApprovalRow>
        ))}
      </ul>
      <ul>
        {listed.map((one) => (
          <ApprovalListRow key={one.wish} listed={one} />
        ))}
      </ul>
      <ul>
        {sessions.map((session) => (
          <li key={session.name} className="h-11 max-md:h-14">
            <SessionRow session={session} />
          </li>
        ))}
      </ul>
      <ul className="flex flex-wrap gap-4">
        {sessions.map((session) => (
          <li key={session.name} className="flex items-center gap-2">
            <StatusSign sign={statusLabel(session).sign} />
            {statusLabel(session).label}
          </li>
        ))}
      </ul>
      <div data-scroller className="w-66 bg-rail">
        <VirtualRows label="Rail" rows={sessions} keyOf={({ name }) => name} heightOf={() => 46}>
          {(session) => (
            <RailSessionRow session={session} approvals={[]} isCurrent={false} tabIndex={0} onFollow={() => {}} />
          )}
        </VirtualRows>
      </div>
    </Card>
  )
}
