import { ApprovalId } from '#shared/ids.ts'
import type { Approval, Danger } from '#shared/session/session.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'

const COMMAND = 'rm -rf ./dist && npm run migrate -- --env staging && git push --force origin main'

/** A command with three dangers. */
export function askForCommand(log: SessionLog): void {
  log.prompt('Apply the new schema on staging and push the branch.')
  lookAround(log, ['Read', 'Read', 'Grep', 'Read', 'Grep', 'Read'])
  log.call('sql', [
    'Write',
    { file_path: `${API}/migrations/014_sessions.sql`, content: 'create table sessions;\n'.repeat(38) },
  ])
  log.result('sql', 'written')
  log.call('test', ['Bash', { command: 'npm test -- migrations', description: 'Run the migration tests' }])
  log.result('test', '', { details: { stdout: ' Tests  9 passed (9)', stderr: '' } })
  log.text('The migration passes locally. The branch was rebased, so the push has to replace what is on the remote.')
  const input = {
    command: COMMAND,
    description: 'Clean, migrate staging and push the rebased branch',
    timeout: 120_000,
  }
  log.call('run', ['Bash', input])
  log.ask({
    ...asked('run', 'Bash', input),
    description: input.description,
    dangers: [
      danger('deletes_files', 'Deletes files for good.', 'rm -rf ./dist'),
      danger('drops_data', 'Deletes data from a database or a volume.', 'npm run migrate -- --env staging'),
      danger('rewrites_history', 'Overwrites or deletes history.', 'git push --force origin main'),
    ],
  })
}

/** An edit with a long diff. */
export function askForEdit(log: SessionLog): void {
  log.prompt('Go ahead with the shared pool. Keep the handlers small.')
  log.text('I’ll move the connection out of the handler and send errors to the error handler.')
  log.call('look', ['Read', { file_path: `${API}/src/app.ts` }])
  log.result('look', OLD_APP)
  const input = { file_path: `${API}/src/app.ts`, old_string: OLD_APP, new_string: NEW_APP }
  log.call('edit', ['Edit', input])
  log.ask(asked('edit', 'Edit', input))
}

/** Two questions. */
export function askQuestions(log: SessionLog): void {
  log.prompt('Build the checkout page from the sketch in docs/checkout.md.')
  lookAround(log, ['Read', 'Read', 'Read', 'Grep', 'Grep', 'Grep', 'Read', 'Read', 'Read'])
  log.text('The sketch leaves two things open. I’d rather ask than guess.')
  const input = { questions: [provider, receipts] }
  log.call('ask', ['AskUserQuestion', input])
  log.ask({ ...asked('ask', 'AskUserQuestion', input), kind: 'question' })
}

/** A plan of six steps. */
export function askForPlan(log: SessionLog): void {
  log.prompt('Plan rate limits per API key. Don’t change anything yet.')
  lookAround(log, ['Read', 'Grep', 'Read', 'Read', 'Grep', 'Read', 'Read', 'Grep'])
  const input = { plan: PLAN }
  log.call('plan', ['ExitPlanMode', input])
  log.ask({ ...asked('plan', 'ExitPlanMode', input), kind: 'plan' })
}

/** Reads and searches in a row, which the page folds. */
export function lookAround(log: SessionLog, tools: readonly ('Read' | 'Grep')[]): void {
  tools.forEach((tool, index) => {
    const id = `look-${log.head}-${index}`
    log.call(id, [tool, tool === 'Read' ? { file_path: `${API}/src/part-${index}.ts` } : { pattern: `part${index}` }])
    log.result(id, 'one line')
  })
}

const API = '/home/owner/projects/api-server'

function asked(id: string, tool: string, input: Record<string, unknown>): Approval {
  return {
    approval_id: ApprovalId.parse(id),
    kind: 'tool',
    tool_use_id: id,
    tool_name: tool,
    input,
    dangers: [],
    suggestions: [
      tool === 'Bash'
        ? {
            type: 'addRules',
            rules: [{ toolName: 'Bash', ruleContent: 'npm run migrate:*' }],
            behavior: 'allow',
            destination: 'localSettings',
          }
        : { type: 'setMode', mode: 'acceptEdits', destination: 'session' },
    ],
  }
}

function danger(code: string, text: string, part: string): Danger {
  const start = COMMAND.indexOf(part)
  return { code, text, field: 'command', start, end: start + part.length }
}

const OLD_APP = `const app = express()
app.use(express.json())

app.get('/users/:id', async (req, res) => {
  const db = await connect()
  const user = await db.get('SELECT * FROM users WHERE id = ?', req.params.id)
  if (!user) {
    res.status(404).end()
    return
  }
  res.json(user)
})
`

const NEW_APP = `const app = express()
app.use(express.json())
const pool = new Pool({ max: 20, idleTimeoutMillis: 30_000 })

app.get('/users/:id', async (req, res, next) => {
  try {
    const user = await pool.get('SELECT * FROM users WHERE id = ?', req.params.id)
    if (user === undefined) {
      res.status(404).json({ error: 'no such user' })
      return
    }
    res.json(user)
  } catch (error) {
    next(error)
  }
})
`

const provider = {
  question: 'Which payment provider should checkout use?',
  header: 'Payment',
  multiSelect: false,
  options: [
    { label: 'Hosted page', description: 'Redirects to the provider. No card data touches your server.' },
    { label: 'Embedded form', description: 'Stays on your page. Needs a stricter content policy.' },
    { label: 'Invoice only', description: 'No cards at all; sends a PDF and a bank reference.' },
  ],
}

const receipts = {
  question: 'Who gets a receipt?',
  header: 'Receipts',
  multiSelect: true,
  options: [
    { label: 'The buyer', description: 'By email, at once.' },
    { label: 'Accounting', description: 'As a file, every night.' },
  ],
}

const PLAN = `## Token bucket per API key

1. Add \`src/limits/bucket.ts\`: a token bucket with an injectable clock.
2. Keep buckets in Redis with one Lua script, so that two servers share them.
3. Middleware \`limitByKey()\`, before the routes, after sign-in.
4. Answer \`429\` with \`Retry-After\` and the three \`RateLimit-*\` headers.
5. Settings: \`limits.perMinute\` (600), \`limits.burst\` (60).
6. Tests: burst, refill, two servers, clock going backwards.

Changes 5 files, adds 3. No new dependency.`
