import { expect, test } from 'vitest'
import { railRows, type RailRow } from '#renderer/features/rail/railRows.ts'
import type { Session } from '#shared/session/session.ts'
import { approvalOf } from '#test/renderer/scene.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'

const all = { withOlder: false }

function session(name: string, project: string, fields: Partial<Session> = {}): Session {
  return new FakeSession({ name, workspace_path: project, ...fields }).header.session
}

function overview(sessions: readonly Session[], asking: readonly Session[] = []) {
  const approvals = asking.map(({ id }) => ({ session_id: id, approval: approvalOf(`of ${id}`, 'Bash', {}) }))
  return { sessions, approvals, set_aside: [], next_cursor: null }
}

function texts(rows: readonly RailRow[]): readonly string[] {
  return rows.map((row) => {
    switch (row.kind) {
      case 'needs_you':
        return `# Needs you ${row.count}`
      case 'heading':
        return `# ${row.label}`
      case 'session':
        return row.session.name
      case 'older':
        return `${row.count} older`
    }
  })
}

test('what needs a person stands first, and nowhere else; then the projects by last activity', () => {
  const sessions = [session('a', '/code/web'), session('b', '/code/api'), session('c', '/code/web')]
  expect(texts(railRows(overview(sessions, sessions.slice(2)), all))).toEqual([
    '# Needs you 1',
    'c',
    '# web',
    'a',
    '# api',
    'b',
  ])
})

test('in a project what works comes first, then what failed, what is unread, what rests and what sleeps', () => {
  const sessions = [
    session('asleep', '/p', { status: 'SUSPENDED' }),
    session('ready', '/p'),
    session('unread', '/p', { unread: true, outcome: 'finished' }),
    session('failed', '/p', { outcome: 'failed' }),
    session('working', '/p', { status: 'WORKING' }),
  ]
  expect(texts(railRows(overview(sessions), all)).slice(1)).toEqual(['working', 'failed', 'unread', 'ready', 'asleep'])
})

test('ended and archived sessions are counted until they are wanted', () => {
  const sessions = [
    session('open', '/p'),
    session('ended', '/p', { status: 'TERMINATED' }),
    session('archived', '/p', { archived: true }),
  ]
  expect(texts(railRows(overview(sessions), all))).toEqual(['# p', 'open', '2 older'])
  expect(texts(railRows(overview(sessions), { ...all, withOlder: true }))).toEqual([
    '# p',
    'open',
    'ended',
    'archived',
    '2 older',
  ])
})

test('two projects of one name are told apart by the folder they lie in', () => {
  const sessions = [session('a', '/home/me/one/web'), session('b', '/home/me/two/web')]
  expect(texts(railRows(overview(sessions), all))).toEqual(['# one/web', 'a', '# two/web', 'b'])
})
