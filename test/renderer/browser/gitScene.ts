import type { GitDiff, GitFile, GitStatus } from '#shared/operations/git.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import type { BrowserOptions } from '#test/support/browser/browser.ts'
import type { harbour } from './harbour.ts'

export const file = (path: string, more: Partial<GitFile> = {}): GitFile => ({
  path,
  from: null,
  staged: null,
  unstaged: 'modified',
  is_conflict: false,
  is_submodule: false,
  staged_lines: null,
  unstaged_lines: { additions: 3, deletions: 2 },
  ...more,
})

export const status: GitStatus = {
  repository: {
    branch: 'pool-timeout',
    head: 'a'.repeat(40),
    upstream: 'origin/pool-timeout',
    ahead: 1,
    behind: 0,
    under_way: null,
    git_version: '2.39.5',
  },
  problem: null,
  files: [
    file('src/db/pool.ts'),
    file('test/pool.test.ts', { staged: 'added', unstaged: null, staged_lines: { additions: 48, deletions: 0 } }),
    file('src/app.ts', { staged: 'modified', staged_lines: { additions: 6, deletions: 1 } }),
  ],
  more: 0,
  outside: 0,
  conflicts_outside: [],
}

const line = (kind: 'same' | 'added' | 'removed', text: string, numbers: readonly [number | null, number | null]) => ({
  kind,
  text,
  old: numbers[0],
  new: numbers[1],
})

const diff: GitDiff = {
  diff_id: 'd1',
  kind: 'text',
  mode: null,
  lines: [
    { kind: 'gap', text: 'export function createPool', old: null, new: null },
    line('same', 'export function createPool(options: PoolOptions) {', [14, 14]),
    line('same', '  const idle: Client[] = []', [15, 15]),
    line('removed', '  const limit = 10', [16, null]),
    line('added', '  const limit = options.max ?? 20', [null, 16]),
    line('added', '  const wait = options.timeoutMillis ?? 5_000', [null, 17]),
    line('same', '', [17, 18]),
    { kind: 'gap', text: 'async function release', old: null, new: null },
    line('same', '    if (waiting.length > 0) {', [52, 54]),
    line('added', '      clearTimeout(waiting[0].timer)', [null, 55]),
    line('same', '      waiting.shift()?.resolve(client)', [53, 56]),
  ],
}

/** 110 lines of which the fourth and the 100th were added, with so many lines around each. */
export function longDiff(context: number): GitDiff {
  const whole = Array.from({ length: 110 }, (_, at) => {
    const isAdded = at === 3 || at === 99
    const old = at < 3 ? at + 1 : at < 99 ? at : at - 1
    return line(isAdded ? 'added' : 'same', `line ${at + 1}`, [isAdded ? null : old, at + 1])
  })
  const isNear = (at: number) => [3, 99].some((change) => Math.abs(at - change) <= context)
  const lines = whole.flatMap((one, at): GitDiff['lines'] => {
    const gap = { kind: 'gap' as const, text: 'function later', old: null, new: null }
    return isNear(at) ? [one] : isNear(at + 1) ? [gap] : []
  })
  return { diff_id: 'long', kind: 'text', mode: null, lines }
}

/** A session in a repository with changes, at what is not committed. */
export async function openRepository(
  visit: ReturnType<typeof harbour>,
  device: 'wide' | 'phone' = 'wide',
  options: BrowserOptions = {},
) {
  const { gateway, person } = await visit('/nowhere', device, options)
  const session = gateway.add(new FakeSession({ name: 'Pool timeouts', workspace_path: '/home/me/api-server' }))
  session.write((log) => {
    log.prompt('Mend it', 'mended')
    log.text('Done.')
  })
  const { overrides } = gateway.answers
  overrides.set('changes.list', () => ({
    files: [],
    more: 0,
    others: [],
    turn_id: null,
    is_running: false,
    dropped_turns: 0,
    problem: null,
    watching: { mode: 'live', reason: null },
  }))
  overrides.set('git.status', () => status)
  overrides.set('git.diff', () => diff)
  overrides.set('git.remotes', () => ({ remotes: [], push: null, programs: [], runs_id: null, under_way: null }))
  overrides.set('git.stage', () => ({ success: true }))
  overrides.set('git.discard', () => ({ discard_id: 'd1', paths: ['src/db/pool.ts'], at: new Date().toISOString() }))
  overrides.set('git.undo_discard', () => ({ restored: ['src/db/pool.ts'], left: [] }))
  overrides.set('git.draft_message', () => ({ message: 'Add a limit to the pool' }))
  overrides.set('git.commit', () => ({ commit: 'b'.repeat(40), branch: 'pool-timeout', subject: 'x', files: 2 }))
  await person.page.goto(`${gateway.url}/session/${session.id}/changes`)
  const pane = person.page.locator('[data-panel]')
  await pane.getByRole('button', { name: 'Uncommitted', exact: true }).click()
  await pane.getByText('pool.ts', { exact: true }).waitFor()
  const asked = (name: string) => gateway.answers.calls.filter((call) => call.name === name).map(({ params }) => params)
  return { gateway, person, session, asked, pane }
}
