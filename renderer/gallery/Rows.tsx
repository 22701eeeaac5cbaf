import { ApprovalId } from '#shared/ids.ts'
import type { TimelineItem } from '#shared/session/timeline/items.ts'
import { ItemRowView, ItemView } from '#renderer/features/conversation/ItemView.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import { aDay, aTool, anApproval, markdown, noUsage } from './examples.ts'

const at = aDay
const turn = { kind: 'turn', at, usage: noUsage, duration_ms: 8200, cost_usd: 0.12 } as const
const block = { at, live: false, aborted: false, duration_ms: null } as const
const denied = { approval_id: ApprovalId.parse('gallery-Bash'), decision: 'deny', answered_by: 'me' } as const
const server = { state: 'running', since: aDay, until: null, exit_code: null } as const

/** Notices that open: a compaction, and what hooks did. */
const opening: readonly TimelineItem[] = [
  {
    kind: 'notice',
    id: 'compacted',
    at,
    level: 'info',
    code: 'compacted',
    text: 'Claude summed up the conversation.',
    details: { before_tokens: 180_000, after_tokens: 12_000, summary: '1. The frames are read **twice**.' },
  },
  {
    kind: 'notice',
    id: 'hook',
    at,
    level: 'warning',
    code: 'hook_failed',
    text: 'The hook PostToolUse:Edit failed (exit code 1). Claude goes on. It said: no formatter',
    details: { hook: 'PostToolUse:Edit', exit_code: 1, outcome: 'error' },
  },
]
const source = { url: 'https://example.com/frames', title: 'Frames', quote: 'Half a frame waits.' }

/** A row of every kind that a conversation has. */
const rows: Readonly<Record<TimelineItem['kind'], readonly TimelineItem[]>> = {
  prompt: [{ kind: 'prompt', id: 'prompt', at, text: 'Keep half a frame until the rest has come.', author: null }],
  text: [
    { ...block, kind: 'text', id: 'text', text: markdown },
    { ...block, kind: 'text', id: 'cut', text: 'And then', aborted: true },
    { ...block, kind: 'text', id: 'cited', text: 'Half a frame waits.', citations: [source] },
  ],
  thinking: [
    { ...block, kind: 'thinking', id: 'thinking', text: 'A buffer per connection would keep it.', duration_ms: 3400 },
  ],
  tool: [
    aTool('Read', { file_path: '/home/me/code/api/frame.ts' }, { content: 'export class Frame {}' }),
    aTool('Grep', { pattern: 'Frame' }, { content: 'No such folder', is_error: true }),
    { ...aTool('Bash', { command: 'npm run serve' }), background: server },
    aTool('mcp__github__create_issue', { title: 'Half a frame is lost' }, { content: '{"number": 7}' }),
    aTool('WebSearch', { query: 'frames' }, { content: 'Nothing' }),
    {
      ...aTool('Agent', { description: 'Find the callers', prompt: 'Find them.' }, { content: 'Two callers.' }),
      children: [{ ...aTool('Bash', { command: 'git log' }, { content: 'a1b2' }), id: 'step' }],
    },
    { ...aTool('Edit', { file_path: '/home/me/code/api/add.ts', old_string: 'one', new_string: 'two' }), is_cut: true },
    {
      ...aTool('Bash', { command: 'git push --force' }),
      id: 'denied',
      approval: { request: anApproval('Bash', { command: 'git push --force' }), outcome: denied },
    },
    {
      ...aTool('WebFetch', { url: 'https://example.com/', prompt: 'Read it' }),
      approval: { request: anApproval('WebFetch', { url: 'https://example.com/' }), outcome: null },
    },
  ],
  background: [
    {
      kind: 'background',
      id: 'background',
      at,
      description: 'npm run serve',
      work: { ...server, state: 'completed', until: aDay, exit_code: 0 },
    },
  ],
  notice: [
    ...(['info', 'warning', 'error'] as const).map((level) => ({
      kind: 'notice' as const,
      id: level,
      at,
      level,
      code: 'example',
      text: `A notice of the level ${level}.`,
    })),
    ...opening,
  ],
  turn: [
    {
      ...turn,
      id: 'turn',
      turn_id: 't1',
      is_error: false,
      error: null,
      reason: 'end_turn',
      files_changed: ['/home/me/code/api/add.ts'],
    },
    {
      ...turn,
      id: 'bad',
      turn_id: 't2',
      is_error: true,
      error: 'The API is overloaded.',
      reason: 'error',
      files_changed: [],
    },
  ],
  status: [
    { kind: 'status', id: 'ended', at, status: 'TERMINATED', reason: 'user_request' },
    { kind: 'status', id: 'failed', at, status: 'FAILED', reason: 'start_failed' },
  ],
}

const look = aTool('Read', { file_path: '/home/me/code/api/frame.ts' }, { content: 'export class Frame {}' })
const search = { ...aTool('Grep', { pattern: 'Frame' }, { content: '' }), id: 'search' }
/** Calls that share a line: all done, and one that runs. */
const groups = [
  [look, search],
  [look, search, { ...aTool('Read', { file_path: '/home/me/code/api/add.ts' }), id: 'reading' }],
]

/** The rows of a conversation. */
export function Rows() {
  return (
    <Card title="Rows">
      {Object.values(rows)
        .flat()
        .map((item) => (
          <ItemView key={item.id} item={item} workspace="/home/me/code/api" />
        ))}
      {groups.map((tools) => (
        <ItemRowView
          key={tools.length}
          row={{ kind: 'group', key: `group ${tools.length}`, tools }}
          workspace="/home/me/code/api"
        />
      ))}
    </Card>
  )
}
