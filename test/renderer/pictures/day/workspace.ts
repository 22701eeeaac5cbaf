import type { GitDiff, GitFile, GitStatus } from '#shared/operations/git.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { baseName } from '#shared/session/paths.ts'
import type { FakeAnswers } from '#test/fakes/fakeAnswers.ts'

/** What is not committed in the folder of the drawings: three files, the first of them with a diff of two hunks. */
export function fillRepository({ overrides }: FakeAnswers): void {
  overrides.set('changes.list', () => ({
    files: [],
    more: 0,
    others: [],
    turn_id: 'first',
    is_running: true,
    dropped_turns: 0,
    problem: null,
    watching: { mode: 'live', reason: null },
  }))
  overrides.set('git.status', () => status)
  overrides.set('git.diff', () => diff)
  overrides.set('worktree.offer', ({ project_path }) => offered(String(project_path)))
  overrides.set('git.remotes', () => ({ remotes: [], push: null, programs: [], runs_id: null, under_way: null }))
}

/** The repositories of the recent folders; one is in none. */
function offered(folder: string): ResultOf<'worktree.offer'> {
  const known = new Map([
    ['api-server', { base: 'main', uncommitted: 3 }],
    ['website', { base: 'redesign', uncommitted: 0 }],
  ]).get(baseName(folder))
  const nothing = { branch: '', branches: [], setup: null }
  return known === undefined
    ? { problem: 'This folder is in no Git repository.', base: '', uncommitted: 0, ...nothing }
    : { problem: null, ...nothing, ...known, branch: 'claude/health-check' }
}

function file(path: string, change: 'added' | 'modified', lines: readonly [number, number]): GitFile {
  const [additions, deletions] = lines
  return {
    path,
    from: null,
    staged: change,
    unstaged: null,
    is_conflict: false,
    is_submodule: false,
    staged_lines: { additions, deletions },
    unstaged_lines: null,
  }
}

const status: GitStatus = {
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
    file('src/db/pool.ts', 'modified', [12, 3]),
    file('test/pool.test.ts', 'added', [48, 0]),
    file('src/app.ts', 'modified', [6, 1]),
  ],
  more: 0,
  outside: 0,
  conflicts_outside: [],
}

function line(kind: 'same' | 'added' | 'removed', text: string, numbers: readonly [number | null, number | null]) {
  return { kind, text, old: numbers[0], new: numbers[1] }
}

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
    line('same', '  async function take() {', [18, 19]),
    line('same', '    const client = idle.pop()', [19, 20]),
    line('removed', '    return client ?? waitForever()', [20, null]),
    line('added', '    return client ?? waitFor(wait)', [null, 21]),
    line('same', '  }', [21, 22]),
    { kind: 'gap', text: 'async function release', old: null, new: null },
    line('same', '    if (waiting.length > 0) {', [52, 54]),
    line('added', '      clearTimeout(waiting[0].timer)', [null, 55]),
    line('same', '      waiting.shift()?.resolve(client)', [53, 56]),
  ],
}
