import { expect, test } from 'vitest'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { harbour, type Harbour } from './harbour.ts'

const visit = harbour()

/** A visit to a session with this conversation. */
async function shown(script: (log: SessionLog) => void, device?: 'wide' | 'phone'): Promise<Harbour> {
  const there = await visit('/nowhere', device)
  const session = there.gateway.add(new FakeSession({ name: 'frames', workspace_path: '/home/me/code' }))
  session.write(script)
  await there.person.page.goto(`${there.gateway.url}/session/${session.id}`)
  return there
}

const HEBREW = 'שלום עולם 👩‍👩‍👧‍👦 你好'

test('a compaction and what hooks did are lines that open to what was said', async () => {
  const { person } = await shown((log) => {
    log.prompt('Go on')
    log.add(
      'notice',
      {
        level: 'info',
        code: 'compacted',
        details: {
          trigger: 'auto',
          before_tokens: 180_000,
          after_tokens: 12_000,
          summary: `1. **The pool** ${HEBREW}`,
        },
      },
      'Claude summed up the conversation so far to make room: 180000 → 12000 tokens. It stays readable here.',
    )
    const failed = { hook: 'PreToolUse:Bash', exit_code: 1, outcome: 'error' }
    log.add('notice', { level: 'warning', code: 'hook_failed', details: failed }, `It said: ${'x'.repeat(16_000)}`)
    log.add(
      'notice',
      { level: 'info', code: 'hook_feedback', details: { hook: 'Stop' } },
      'A Stop hook told Claude: go on',
    )
    log.add('notice', { level: 'info', code: 'compacted' }, 'An older line.')
  })
  const { page } = person
  await page.getByRole('button', { name: /Summed up the conversation ?180 k → 12 k tokens/ }).click()
  await page.getByText('The pool', { exact: true }).waitFor()
  await page.getByRole('button', { name: /Hook failed ?PreToolUse:Bash ?exit 1/ }).waitFor()
  await page.getByRole('button', { name: /Hook told Claude ?Stop/ }).click()
  await person.sees('A Stop hook told Claude: go on')
  await person.sees('An older line.')
  expect(await page.getByRole('log').textContent()).not.toContain('180000')
  await person.expectAccessible()
})

test('a search of the web and a fetched page are links beside their hosts, and nothing else can be followed', async () => {
  const { person } = await shown((log) => {
    log.prompt('Search')
    log.call('search', ['WebSearch', { query: 'pools' }])
    const hits = [
      { title: `Pools ${HEBREW}`, url: 'https://example.com/pools' },
      { title: 'bank.example', url: 'https://xn--bnk-6na.example/' },
      { title: 'Run', url: 'javascript:alert(1)' },
      { title: 'x'.repeat(200_000), url: 'https://example.org/long' },
    ]
    log.result('search', 'Web search results', { details: { results: [{ content: hits }, 'They **wait**.'] } })
    log.text('Between.')
    log.call('fetch', ['WebFetch', { url: 'https://example.com/pools', prompt: 'What does it say?' }])
    log.result('fetch', 'A pool waits.', {
      details: { code: 200, codeText: 'OK', bytes: 12_000, result: 'A pool **waits**.' },
    })
    const source = { url: 'https://example.com/pools', title: 'Pools', quote: 'They wait for ever.' }
    log.add(
      'claude_response',
      {
        block_id: 'cited',
        kind: 'text',
        is_complete: true,
        citations: [source, { ...source, url: 'data:text/html,x' }],
      },
      'Pools wait.',
    )
  }, 'phone')
  const { page } = person
  await page.getByRole('button', { name: /Searched the web pools/ }).click()
  const found = page.getByRole('list', { name: 'Found' })
  await found.waitFor()
  expect(await found.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).toEqual([
    'https://example.com/pools',
    'https://xn--bnk-6na.example/',
    'https://example.org/long',
  ])
  await found.getByText('xn--bnk-6na.example').waitFor()
  await page.getByText('wait', { exact: true }).waitFor()
  await page.getByRole('button', { name: /Fetched/ }).click()
  await person.sees('200 OK · 12 KB')
  await page.getByRole('button', { name: '2 sources' }).click()
  await person.sees('They wait for ever.')
  expect(await page.getByRole('list', { name: 'Sources' }).getByRole('link').count()).toBe(1)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await person.expectAccessible()
})

test('a tool of an MCP server is told by its server and name, never by its raw name', async () => {
  const { person } = await shown((log) => {
    log.prompt('File it')
    log.call('issue', ['mcp__github__create_issue', { title: 'Bug' }])
    log.result('issue', '{"number": 7}')
  })
  await person.page.getByRole('button', { name: /github: create issue/ }).click()
  await person.sees(/of the MCP server/)
  expect(await person.page.getByRole('log').textContent()).not.toContain('mcp__')
})

test('a diff and a file are wrapped and copied like any program', async () => {
  const long = `const words = '${'word '.repeat(60)}'`
  const { person } = await shown((log) => {
    log.prompt('Edit')
    log.call('edit', ['Edit', { file_path: '/home/me/code/a.ts', old_string: 'one', new_string: long }])
    log.result('edit', 'ok', {
      details: { structuredPatch: [{ oldStart: 1, newStart: 1, lines: [' first', '-one', `+${long}`] }] },
    })
  })
  const { page } = person
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: /Edited a\.ts/ }).click()
  const changes = page.getByRole('group', { name: 'Changes in a.ts' })
  const overflow = () => changes.evaluate((box) => box.scrollWidth - box.clientWidth)
  await changes.waitFor()
  expect(await overflow()).toBeGreaterThan(100)
  await page.getByRole('button', { name: 'Wrap lines' }).click()
  expect(await overflow()).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: 'Copy change' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(` first\n-one\n+${long}`)
})

test('a wide table scrolls in its own box on a phone, and a prompt of 44,000 characters in its bubble', async () => {
  const cells = Array.from({ length: 12 }, (_, at) => `${HEBREW} ${'x'.repeat(30)}${at}`).join(' | ')
  const rule = Array.from({ length: 12 }, () => '---').join(' | ')
  const { person } = await shown((log) => {
    log.prompt('x '.repeat(22_000))
    log.text(`| ${cells} |\n| ${rule} |\n| ${cells} |`)
  }, 'phone')
  const table = person.page.getByRole('group', { name: 'Table' })
  await table.waitFor()
  expect(await table.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeGreaterThan(100)
  expect(
    await person.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
})
