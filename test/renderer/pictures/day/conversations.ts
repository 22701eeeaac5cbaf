import type { SessionLog } from '#test/fakes/sessionEvents.ts'
import { lookAround } from './waiting.ts'

const API = '/home/owner/projects/api-server'
const SITE = '/home/owner/projects/website'

/** In the middle of its second turn. */
export function poolTimeouts(log: SessionLog): void {
  log.prompt('Requests hang when the pool is empty. Give them a timeout and a clear error, and cover it with tests.')
  log.thinking('Where do clients come from, and who gives them back?', 9_000)
  lookAround(log, [...Array<'Read'>(12).fill('Read'), ...Array<'Grep'>(9).fill('Grep')])
  log.text(
    '`take()` waits forever when all ten clients are busy. I’ll add a limit that can be set, reject after 5 s, and answer with a 503.',
  )
  edit(log, `${API}/src/db/pool.ts`, POOL)
  log.call('wrote', [
    'Write',
    { file_path: `${API}/test/pool.test.ts`, content: 'expect(true).toBe(true)\n'.repeat(48) },
  ])
  log.result('wrote', 'written')
  log.call('ran', ['Bash', { command: 'npm test', description: 'Run the tests' }])
  log.result('ran', '', { details: { stdout: ' Tests  48 passed (48)\n Duration  17.82s', stderr: '' } })
  log.text('Requests now fail after 5 s with `PoolTimeout`, and the route answers 503 with `Retry-After`.')
  log.turnEnd({
    turn_id: 'first',
    duration_ms: 252_000,
    cost_usd: 0.41,
    usage: { input_tokens: 0, output_tokens: 38_000, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
    files_changed: [`${API}/src/db/pool.ts`, `${API}/test/pool.test.ts`, `${API}/src/app.ts`],
    lines_changed: { additions: 66, deletions: 4 },
  })
  log.prompt('Also log how long a request waited.')
}

/** Its turn failed because Claude does not take the sign-in any more. */
export function upgrade(log: SessionLog): void {
  log.prompt('Upgrade to Node 24 and fix what breaks.')
  lookAround(log, ['Read', 'Read', 'Grep', 'Read', 'Grep', 'Read', 'Grep', 'Read'])
  edit(log, `${API}/package.json`, [' "engines": {', '-  "node": ">=20"', '+  "node": ">=24"', ' }'])
  log.call('ran', ['Bash', { command: 'npm test', description: 'Run the tests' }])
  log.turnEnd({
    is_error: true,
    reason: 'not_signed_in',
    error: 'Your Claude sign-in expired.',
    duration_ms: 64_000,
    cost_usd: 0.05,
    usage: { input_tokens: 0, output_tokens: 6_000, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
    files_changed: [`${API}/package.json`],
    lines_changed: { additions: 2, deletions: 2 },
  })
}

/** A question and its answer. */
export function whySlow(log: SessionLog): void {
  log.prompt('Why does every request to /users open a new connection?')
  lookAround(log, ['Read', 'Read', 'Read', 'Grep', 'Grep'])
  log.text('The handler opens a new connection for every request.')
  log.turnEnd({ duration_ms: 62_000, cost_usd: 0.09 })
}

/** Finished and then ended. */
export function darkMode(log: SessionLog): void {
  log.prompt('Add a dark mode that follows the system.')
  lookAround(log, ['Read', 'Read', 'Read', 'Read', 'Grep', 'Grep', 'Grep', 'Grep', 'Read', 'Read', 'Read'])
  edit(log, `${SITE}/src/theme.css`, ['+:root {', '+  color-scheme: light dark;', '+}'])
  edit(log, `${SITE}/src/layout.tsx`, ['-<html>', '+<html data-theme="system">'])
  log.text('The site follows the system setting. All text pairs keep a contrast of at least 4.5 : 1.')
  log.turnEnd({
    duration_ms: 160_000,
    cost_usd: 0.28,
    usage: { input_tokens: 0, output_tokens: 22_000, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
    files_changed: [`${SITE}/src/theme.css`, `${SITE}/src/layout.tsx`],
    lines_changed: { additions: 69, deletions: 9 },
  })
  log.add('session_status', { status: 'TERMINATED', reason: 'user_request' })
}

function edit(log: SessionLog, file_path: string, lines: readonly string[]): void {
  const id = `edit-${log.head}`
  log.call(id, ['Edit', { file_path, old_string: 'a', new_string: 'b' }])
  const patch = { oldStart: 14, oldLines: 4, newStart: 14, newLines: 5, lines }
  log.result(id, 'updated', { details: { filePath: file_path, structuredPatch: [patch] } })
}

const POOL = [
  ' export function createPool(options: PoolOptions) {',
  '   const idle: Client[] = []',
  '-  const limit = 10',
  '+  const limit = options.max ?? 20',
  '+  const wait = options.timeoutMillis ?? 5_000',
  ' ',
  '   async function take() {',
]
