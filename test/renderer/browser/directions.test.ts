import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { UserId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import { sessionId, type SessionLog } from '#test/fakes/sessionEvents.ts'
import { approvalOf, setHeader } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const HEBREW = 'שלום עולם, זה טקסט ארוך'

/**
 * Every text and field with Hebrew in it for which nobody says that its own letters decide the direction, or that it is
 * code. The title of the document does not count.
 */
function undirected(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const hebrew = /[\u0590-\u05ff]/
    const found: string[] = []
    const say = (element: Element | null, text: string) => {
      const owner = element?.closest('[dir]:not(html), bdi')
      if (owner === null || owner === undefined) {
        found.push(`${element?.outerHTML.slice(0, 160) ?? ''} … ${text.slice(0, 30)}`)
      }
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      if (hebrew.test(node.textContent ?? '')) {
        say(node.parentElement, node.textContent ?? '')
      }
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea, select')) {
      if (hebrew.test(field.value)) {
        say(field, field.value)
      }
    }
    return found
  })
}

/** How far the first words of a text lie from the right edge of what holds it, in px. */
async function fromTheRight(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .filter({ hasText: HEBREW })
    .first()
    .evaluate((element) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      let node = texts.nextNode()
      while (node !== null && !/[\u0590-\u05ff]/.test(node.textContent ?? '')) {
        node = texts.nextNode()
      }
      const range = document.createRange()
      range.selectNodeContents(node ?? element)
      const { paddingRight } = getComputedStyle(element)
      return element.getBoundingClientRect().right - parseFloat(paddingRight) - range.getBoundingClientRect().right
    })
}

const answer = [
  `# ${HEBREW}`,
  HEBREW,
  `- ${HEBREW}\n- two\n\n1. ${HEBREW}`,
  `> ${HEBREW}`,
  `- loose\n\n  ${HEBREW}`,
  `| ${HEBREW} | b |\n|---|---|\n| ${HEBREW} | c |`,
  `<b>${HEBREW}</b>`,
  `see[^1] **${HEBREW}** [${HEBREW}](https://example.com)\n\n[^1]: ${HEBREW}`,
].join('\n\n')

const question = {
  question: HEBREW,
  header: HEBREW,
  multiSelect: false,
  options: [{ label: HEBREW, description: HEBREW, preview: HEBREW }],
}

function everyItem(log: SessionLog): void {
  log.prompt(HEBREW)
  log.thinking(HEBREW, 1000)
  log.text(answer)
  log.add('notice', { level: 'warning', code: 'x' }, HEBREW)
  log.call('bash', ['Bash', { command: `echo "${HEBREW}"`, description: HEBREW }])
  log.result('bash', HEBREW)
  log.call('agent', ['Task', { description: HEBREW, prompt: HEBREW }])
  log.call('inside', ['WebSearch', { query: HEBREW }], 'agent')
  log.result('inside', HEBREW, { parent_tool_use_id: 'agent' })
  log.result('agent', HEBREW)
  log.call('ask', ['AskUserQuestion', { questions: [question] }])
  log.result('ask', 'ok', { details: { answers: { [HEBREW]: HEBREW } } })
  log.call('t1', ['TaskCreate', { subject: HEBREW }])
  log.result('t1', 'ok', { details: { task: { id: '1', subject: HEBREW } } })
  log.call('t2', ['TaskUpdate', { taskId: '1', status: 'in_progress' }])
  log.result('t2', 'ok')
  log.call('todo', ['TodoWrite', { todos: [{ content: HEBREW, status: 'in_progress' }] }])
  log.result('todo', 'ok')
  log.call('mcp', ['mcp__srv__tool', { title: HEBREW }])
  log.result('mcp', HEBREW)
  log.call('file', ['Read', { file_path: `/home/me/${HEBREW}.txt` }])
  log.result('file', HEBREW)
  log.call('denied', ['Bash', { command: 'ls' }])
  const denied = approvalOf('denied', 'Bash', { command: 'ls' })
  log.ask(denied)
  log.add('approval_resolved', {
    approval_id: denied.approval_id,
    decision: 'deny',
    answered_by: HEBREW,
    message: HEBREW,
  })
  log.result('denied', 'no', { is_error: true })
  log.add('background_task', { task_id: 'b', description: HEBREW, state: 'running' })
  log.turnEnd({ is_error: true, error: HEBREW, reason: 'api_error' })
  log.prompt('Go on')
}

test.each(['wide', 'phone'] as const)(
  'every item of a conversation reads in the direction of its letters (%s)',
  async (device) => {
    const { gateway, sessions, person } = await visit('/session/$question', device)
    const { working } = sessions
    working.write(everyItem)
    working.queue([HEBREW])
    setHeader(working, { name: HEBREW, activity: HEBREW, workspace_path: `/home/me/${HEBREW}` })
    await person.open(`/session/${working.id}`)
    await person.composer().fill(HEBREW)
    // What is folded opens, and what opens may hold more.
    const folded = person.page.locator('[role=log] button[aria-expanded=false]')
    for (let left = 60; (await folded.count()) > 0 && left > 0; left -= 1) {
      await folded.last().scrollIntoViewIfNeeded()
      await folded.last().click()
    }
    const strayed = new Set<string>()
    const log = person.page.getByRole('log')
    for (let at = 0; at < 40; at += 1) {
      ;(await undirected(person.page)).forEach((one) => strayed.add(one))
      await log.evaluate((element) => element.scrollBy(0, -element.clientHeight * 0.8))
    }
    expect([...strayed]).toEqual([])
    await expect.poll(() => gateway.received.length).toBeGreaterThan(0)
  },
)

test('the blocks of an answer begin at the right where their letters do', async () => {
  const { sessions, person } = await visit('/session/$question')
  sessions.working.write((log) => log.text(answer))
  await person.open(`/session/${sessions.working.id}`)
  await person.page.locator('.prose blockquote').last().waitFor()
  for (const selector of ['p', '[data-depth]', 'ul > li', 'ol > li', 'blockquote > p', 'li > p', 'th', 'tbody td']) {
    expect({ selector, px: Math.max(2, await fromTheRight(person.page, `.prose ${selector}`)) }).toEqual({
      selector,
      px: 2,
    })
  }
})

const plain = (id: string, tool: string, input: Record<string, unknown>): Approval => ({
  ...approvalOf(id, tool, input),
  description: HEBREW,
  decision_reason: HEBREW,
  blocked_path: `/srv/${HEBREW}`,
  dangers: [{ code: 'x', text: HEBREW }],
})

test.each<[what: string, approval: Approval]>([
  ['a command', plain('a', 'Bash', { command: 'ls', description: HEBREW })],
  ['a tool', plain('a', 'mcp__srv__tool', { title: HEBREW, [HEBREW]: 'x' })],
  ['a write', plain('a', 'Write', { file_path: `/home/me/${HEBREW}`, content: HEBREW })],
  ['a question', { ...plain('a', 'AskUserQuestion', { questions: [question] }), kind: 'question' }],
  ['a plan', { ...plain('a', 'ExitPlanMode', { plan: answer }), kind: 'plan' }],
  [
    'a form',
    {
      ...plain('a', 'Elicitation', {
        mcp_server_name: HEBREW,
        mode: 'form',
        message: HEBREW,
        requested_schema: {
          type: 'object',
          properties: {
            name: { type: 'string', title: HEBREW, description: HEBREW, default: HEBREW },
            pick: { type: 'string', enum: ['r'], enumNames: [HEBREW] },
          },
        },
      }),
      kind: 'elicitation',
    },
  ],
])('a card for %s reads in the direction of its letters, and so does what is typed into it', async (_, approval) => {
  const { sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  sessions.asking.write((log) => [log.ask(approval)])
  setHeader(sessions.asking, { name: HEBREW })
  await person.open('/')
  const card = person.page.getByRole('region', { name: 'Needs you' }).filter({ hasText: HEBREW }).last()
  await card.waitFor()
  for (const name of [/^Deny…?/, /^Edit…?/, /^Keep planning/]) {
    const button = card.getByRole('button', { name })
    if ((await button.count()) > 0) {
      await button.first().click()
    }
  }
  for (const field of await card.locator('textarea, input:not([type=radio], [type=checkbox], [type=number])').all()) {
    await field.fill(HEBREW)
  }
  expect(await undirected(person.page)).toEqual([])
})

test.each(['/', '/new', '/devices', '/usage', '/audit', '/logs', '/remote', '/updates'])(
  'names of sessions, folders, people and devices read in the direction of their letters on %s',
  async (path) => {
    const { gateway, sessions, person } = await visit('/session/$working')
    await person.sees('Go on')
    for (const session of Object.values(sessions)) {
      setHeader(session, {
        name: HEBREW,
        workspace_path: `/home/me/${HEBREW}`,
        background_tasks: [{ task_id: 'b', description: HEBREW }],
        ...(session.header.session.status === 'FAILED' ? { outcome: 'failed', outcome_reason: HEBREW } : {}),
      })
    }
    const { answers } = gateway
    answers.folders = [HEBREW]
    answers.host = { ...answers.host, state: 'older', host_version: '0.9.0' }
    answers.usage = [
      { username: HEBREW, session_id: sessions.done.id, session_name: HEBREW, project: `/home/me/${HEBREW}` },
    ]
    answers.overrides.set('audit.list', () => ({ entries: [auditEntry], next_cursor: null }))
    answers.overrides.set('logs.list', () => ({ entries: [logEntry], next_cursor: null }))
    answers.memberSessions = [memberSession]
    answers.devices = [device]
    answers.notices = [{ at: time, message: HEBREW }]
    answers.overrides.set('budget.list', () => ({ budgets: [budget] }))
    await person.open(path)
    await person.page
      .getByText(/[\u0590-\u05ff]/)
      .first()
      .waitFor()
    for (const details of await person.page.locator('details > summary').all()) {
      await details.click()
    }
    if (path === '/usage') {
      await person.presses('Add budget')
      await person.page.getByRole('form', { name: 'New budget' }).waitFor()
    }
    expect(await undirected(person.page)).toEqual([])
  },
)

const time = '2026-11-27T08:00:00.000Z'
const user = { id: UserId.parse('u2'), username: HEBREW, role: 'member' } as const
const device = {
  id: 'd',
  kind: 'personal_token',
  name: HEBREW,
  user,
  address: null,
  created_at: time,
  last_used_at: time,
  expires_at: null,
  scopes: null,
  current: false,
} as const
const memberSession = {
  id: sessionId,
  user,
  why: 'removed',
  workspace_path: `/home/me/${HEBREW}`,
  status: 'SUSPENDED',
  created_at: time,
  last_activity: time,
} as const
const budget = {
  counts: 'project',
  subject: `/home/me/${HEBREW}`,
  name: null,
  period: 'week',
  limit_usd: 5,
  spent_usd: 1,
  state: 'fine',
} as const
const logEntry = { time, level: 'warn', component: 'host', logger: 'x', message: HEBREW, facts: { path: HEBREW } }
const auditEntry = {
  seq: 1,
  time,
  action: 'session.create',
  outcome: 'ok',
  code: null,
  user_id: 'u2',
  username: HEBREW,
  credential: { kind: 'sign_in', id: null, name: HEBREW },
  address: null,
  user_agent: HEBREW,
  session_id: null,
  object_id: HEBREW,
  details: { path: HEBREW },
  count: 1,
  request_id: null,
}
