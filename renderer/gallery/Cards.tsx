import { SessionId } from '#shared/ids.ts'
import type { Approval, ApprovalKind, SessionWriter } from '#shared/session/session.ts'
import { ApprovalCard } from '#renderer/features/approvals/ApprovalCard.tsx'
import { BriefCard } from '#renderer/features/approvals/BriefCard.tsx'
import { WriterCard } from '#renderer/features/session/WriterCard.tsx'
import { aSession, anApproval, sessionOfExamples } from './examples.ts'

/** A card of every kind; for tools one for each way their input is shown. */
const approvals: Readonly<Record<ApprovalKind, readonly Approval[]>> = {
  tool: [
    anApproval(
      'Bash',
      { command: 'rm -rf build && npm test', description: 'Build anew' },
      {
        dangers: [
          { code: 'deletes_files', text: 'It deletes files and folders.', field: 'command', start: 0, end: 12 },
        ],
      },
    ),
    anApproval('Write', { file_path: '/home/me/code/api/notes.md', content: '# Notes\n\nTo be written.\n' }),
    anApproval('Edit', {
      file_path: '/home/me/code/api/add.ts',
      old_string: 'return one',
      new_string: 'return one + two',
    }),
    anApproval('WebFetch', { url: 'https://example.com/a', prompt: 'What does it say?' }),
    anApproval('mcp__files__read', { path: '/home/me/code/api', deep: true }),
  ],
  question: [
    anApproval(
      'AskUserQuestion',
      {
        questions: [
          {
            question: 'Which colours should the page have?',
            header: 'Colours',
            multiSelect: false,
            options: [
              { label: 'Warm', description: 'Paper and ink.' },
              { label: 'Cool', description: 'Greys with one blue.' },
            ],
          },
        ],
      },
      { kind: 'question' },
    ),
  ],
  plan: [
    anApproval('ExitPlanMode', { plan: '# Plan\n\n1. Read the parser\n2. Keep half a frame\n' }, { kind: 'plan' }),
  ],
  elicitation: [
    anApproval(
      'Elicitation',
      {
        mcp_server_name: 'calendar',
        mode: 'form',
        message: 'When shall it be?',
        requested_schema: {
          type: 'object',
          properties: { day: { type: 'string', title: 'Day' }, all_day: { type: 'boolean', title: 'All day' } },
          required: ['day'],
        },
      },
      { kind: 'elicitation' },
    ),
  ],
}

const since = '2026-11-20T10:00:00.000Z'
const writers: readonly SessionWriter[] = [
  { kind: 'terminal', since },
  { kind: 'outside', since, pid: 4711 },
]

/** The approval cards, and what stands in the composer's place while something else writes. */
export function Cards() {
  const context = { session_id: SessionId.parse(sessionOfExamples), workspace: '/home/me/code/api' }
  return (
    <section aria-label="Cards" className="space-y-4">
      <h2 className="text-base font-semibold">Cards</h2>
      {Object.values(approvals)
        .flat()
        .map((approval) => (
          <ApprovalCard key={approval.approval_id} approval={approval} context={context} />
        ))}
      {approvals.tool.slice(2, 3).map((approval) => (
        <BriefCard
          key={approval.approval_id}
          approval={approval}
          context={context}
          heading="Migrate the database"
          href="/"
          onOpen={() => {}}
        />
      ))}
      {writers.map((writer) => (
        <WriterCard key={writer.kind} session={aSession('driven elsewhere', { writer })} writer={writer} />
      ))}
    </section>
  )
}
