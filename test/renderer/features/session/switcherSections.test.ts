import { expect, test } from 'vitest'
import { switcherSections } from '#renderer/features/session/switcher/switcherSections.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { approvalOf } from '#test/renderer/scene.ts'

const session = (name: string, more: object = {}) => new FakeSession({ name, ...more }).header.session

test('one switches to what needs a person, what runs, and the rest; not to where one is, nor to what is put away', () => {
  const [here, asking, working, ready] = [
    session('here'),
    session('asking', { status: 'WAITING' }),
    session('working', { status: 'WORKING' }),
    session('ready'),
  ]
  const sessions = [
    here,
    ready,
    working,
    asking,
    session('archived', { archived: true }),
    session('ended', { status: 'TERMINATED' }),
  ]
  const approvals = [{ session_id: asking.id, approval: approvalOf('one', 'Bash', {}) }]
  const sections = switcherSections({ sessions, approvals }, here.id)
  expect(sections.map(({ title, sessions: listed }) => [title, ...listed.map(({ name }) => name)])).toEqual([
    ['Needs you', 'asking'],
    ['Running', 'working'],
    ['Recent', 'ready'],
  ])
  expect(switcherSections({ sessions: [here], approvals: [] }, here.id)).toEqual([])
})
