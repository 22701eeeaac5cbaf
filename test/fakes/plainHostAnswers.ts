import type { HostHandlers } from '#server/host/hostHandlers.ts'

/** Answers of a host that say the same whoever asks. */
export const plainHostAnswers: Partial<HostHandlers> = {
  'exec.read': () => ({
    chunks: [],
    next: 0,
    skipped: 0,
    end: { reason: 'exited', exit_code: 0, signal: null, truncated: false, duration_ms: 1 },
  }),
  'exec.cancel': () => ({ success: true }),
  'exec.stop_all': () => ({ success: true }),
  'task.pause': () => ({ success: true }),
  'cleanup.due': () => ({ jobs: [{ job: 'sessions', things: 0 }] }),
  'draft.read': () => ({ content: '', version: 0, writer: null }),
  'draft.save': ({ content, after_version, writer }) => ({
    saved: true,
    draft: { content, version: after_version + 1, writer },
  }),
  'claude_token.validate': ({ token }) =>
    token === 'good' ? { valid: true, organization: 'org', rate_limit: null } : { valid: false, error_message: 'bad' },
  'claude.status': () => ({
    found: true,
    path: '/usr/bin/claude',
    version: '2.1.0',
    source: 'path',
    login: 'token',
    problem: null,
    vault: 'memory',
    vault_problem: null,
    shell_problem: null,
    demo: false,
  }),
  'approval.list': () => ({ approvals: [], next_cursor: null }),
  'budget.list': () => ({ budgets: [] }),
  'budget.set': () => ({ budgets: [] }),
  'budget.remove': () => ({ budgets: [] }),
  'policy.list': () => NO_POLICY,
  'policy.preview': () => ({ reading: null, dangers: [], past: { asked: 0, certain: 0, denied: 0 } }),
  'policy.add': () => NO_POLICY,
  'policy.remove': () => NO_POLICY,
  'policy.set_quiet_hours': () => NO_POLICY,
}

const NO_POLICY = { rules: [], quiet_hours: null }
