import { ApprovalId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'

const usage = {
  input_tokens: 18_400,
  output_tokens: 41_200,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
}

/** A workstation in the middle of the day: one session works, two need somebody, two rest. */
export function fillHarbour(gateway: FakeGateway) {
  const working = gateway.add(new FakeSession({ name: 'Frames in the wire protocol', usage, cost_usd: 0.34 }))
  working.write(workingScript)
  setHeader(working, {
    status: 'WORKING',
    activity: 'Editing server/link/frames.ts',
    turn_started_at: agoIso(130_000),
    name: 'Frames in the wire protocol',
    unread: false,
  })
  const asking = gateway.add(
    new FakeSession({ name: 'api-server', workspace_path: '/home/me/code/api-server', cost_usd: 0.12 }),
  )
  asking.write(askingScript)
  setHeader(asking, { status: 'WAITING', activity: null, turn_started_at: agoIso(40_000) })
  const question = gateway.add(
    new FakeSession({ name: 'website', workspace_path: '/home/me/code/website', cost_usd: 0.05 }),
  )
  question.write((log) => {
    log.prompt('Give the landing page a colour scheme')
    log.call('ask', ['AskUserQuestion', questionInput])
    log.ask({ ...approvalOf('ask', 'AskUserQuestion', questionInput), kind: 'question' })
  })
  setHeader(question, { status: 'WAITING', turn_started_at: agoIso(90_000) })
  const done = gateway.add(
    new FakeSession({ name: 'dotfiles', workspace_path: '/home/me/dotfiles', cost_usd: 0.41, files_changed: 3 }),
  )
  done.write((log) => {
    log.prompt('Tidy up the shell start')
    log.text('Done. The start takes 40 ms now.')
    log.turnEnd({ files_changed: ['a', 'b', 'c'], duration_ms: 84_000 })
  })
  setHeader(done, { status: 'ACTIVE', unread: false, last_activity: agoIso(12 * 60_000) })
  const failed = gateway.add(
    new FakeSession({
      name: 'nightly-report',
      workspace_path: '/home/me/code/reports',
      cost_usd: 1.9,
      status: 'FAILED',
    }),
  )
  setHeader(failed, { last_activity: agoIso(26 * 3_600_000) })
  return { working, asking, question, done, failed }
}

export const questionInput = {
  questions: [
    {
      question: 'Which colour scheme should the landing page have?',
      header: 'Colours',
      multiSelect: false,
      options: [
        { label: 'Warm', description: 'Paper and ink with an amber accent.' },
        { label: 'Cool', description: 'Greys with one blue.' },
      ],
    },
  ],
}

export function approvalOf(id: string, tool: string, input: Record<string, unknown>): Approval {
  return {
    approval_id: ApprovalId.parse(id),
    kind: 'tool',
    tool_use_id: id,
    tool_name: tool,
    input,
    dangers: [],
    suggestions: [
      {
        type: 'addRules',
        rules: [{ toolName: tool, ruleContent: 'npm run *' }],
        behavior: 'allow',
        destination: 'localSettings',
      },
      { type: 'setMode', mode: 'acceptEdits', destination: 'session' },
    ],
  }
}

export function setHeader(session: FakeSession, fields: Partial<FakeSession['header']['session']>): void {
  session.header = { ...session.header, session: { ...session.header.session, ...fields } }
}

function workingScript(log: SessionLog): void {
  log.prompt('Split the frame parser so that half-received frames are kept, and add tests.')
  log.thinking('The parser throws away the tail. A buffer per connection would keep it.', 3400)
  log.text(answer)
  log.call('read', ['Read', { file_path: '/home/me/code/homeport/server/link/frames.ts' }])
  log.result('read', 'export function parse() {}')
  log.call('edit', [
    'Edit',
    { file_path: '/home/me/code/homeport/server/link/frames.ts', old_string: 'a', new_string: 'b' },
  ])
  log.result('edit', 'updated', {
    details: {
      filePath: '/home/me/code/homeport/server/link/frames.ts',
      structuredPatch: [
        {
          oldStart: 12,
          oldLines: 4,
          newStart: 12,
          newLines: 6,
          lines: [
            ' export class FrameReader {',
            '-  read(bytes: Buffer) {',
            '-    return JSON.parse(bytes.toString())',
            '+  readonly #tail: Buffer[] = []',
            '+',
            '+  read(bytes: Buffer): Frame[] {',
            '+    this.#tail.push(bytes)',
            '   }',
          ],
        },
      ],
    },
  })
  log.call('test', ['Bash', { command: 'npm test -- --run test/link', description: 'Run the tests' }])
  log.result('test', '', {
    details: { stdout: ' ✓ test/link/frames.test.ts (8 tests) 21ms\n\n Test Files  1 passed (1)', stderr: '' },
  })
  log.call('agent', ['Task', { description: 'Find other users of the parser', prompt: 'Look for callers of `parse`.' }])
  log.call('grep', ['Grep', { pattern: 'frames\\.parse' }], 'agent')
  log.result('grep', 'server/link/socket.ts:14', { parent_tool_use_id: 'agent' })
  log.result('agent', 'Only `server/link/socket.ts` uses it.')
  log.call('t1', ['TaskCreate', { subject: 'Keep half-received frames' }])
  log.result('t1', 'ok', { details: { task: { id: '1', subject: 'Keep half-received frames' } } })
  log.call('t2', ['TaskCreate', { subject: 'Tests for broken frames' }])
  log.result('t2', 'ok', { details: { task: { id: '2', subject: 'Tests for broken frames' } } })
  log.call('t3', ['TaskUpdate', { taskId: '1', status: 'completed' }])
  log.result('t3', 'ok')
  log.call('t4', ['TaskUpdate', { taskId: '2', status: 'in_progress' }])
  log.result('t4', 'ok')
  log.add(
    'notice',
    { level: 'warning', code: 'api_retry' },
    'The API is overloaded (529). Trying again in 2 s, attempt 1 of 10.',
  )
  log.text('Half-received frames are kept now. **8 tests pass**; next come frames that are broken in the middle.')
  log.turnEnd({ duration_ms: 134_000, cost_usd: 0.34, usage, files_changed: ['server/link/frames.ts'] })
  log.prompt('Go on')
}

function askingScript(log: SessionLog): void {
  const input = { command: 'npm run migrate -- --env staging', description: 'Run the database migration' }
  log.prompt('Bring the staging database up to date')
  log.text('The migration is ready. I would like to run it now.')
  log.call('migrate', ['Bash', input])
  log.ask({ ...approvalOf('migrate', 'Bash', input), description: 'Run the database migration' })
}

const answer = `I will change three things:

1. \`FrameReader\` keeps the bytes that do not make a whole frame yet.
2. A frame larger than **2 MiB** is refused before it is buffered.
3. Tests for frames that come byte by byte.

| case | before | after |
|---|---|---|
| half a frame | lost | kept |
| two frames in one packet | second one lost | both read |

\`\`\`ts
export class FrameReader {
  readonly #tail: Buffer[] = []
}
\`\`\`

See [the protocol](https://example.com/protocol) for the sizes.`

function agoIso(ms: number): string {
  return new Date(Date.now() - ms).toISOString()
}
