import { expect, test } from 'vitest'
import { runThatIsNowhere } from '#shared/operations/task.ts'
import type { ApprovalDecision } from '#shared/session/session.ts'
import { Notifications, bodyFor } from '#main/notifications/notifications.ts'
import { type Announcement, announce, announceRun } from '#main/notifications/notify.ts'
import { ElectronDouble, type ElectronDoubleOptions } from '#test/fakes/electron/electronDouble.ts'
import { aTaskRun } from '#test/fakes/aTaskRun.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'

const asks: Announcement = {
  session_id: null,
  approval_id: null,
  isAnswerable: true,
  title: 'api needs you',
  body: 'Run cat <input >output & echo "a && b"',
}

function setup(platform: NodeJS.Platform, system: ElectronDoubleOptions = {}) {
  const electron = new ElectronDouble({ platform, ...system })
  electron.app.settleEntry()
  const failed: string[] = []
  const answers: ApprovalDecision[] = []
  const notifications = new Notifications({
    Notification: electron.parts.Notification,
    platform,
    onOpen: () => {},
    onAnswer: (_announcement, decision) => answers.push(decision),
    onFailed: (_announcement, error) => failed.push(error),
  })
  return { electron, notifications, failed, answers }
}

test.for(['linux', 'darwin', 'win32'] as const)(
  'on %s a command is read whole, whatever looks like markup in it',
  (platform) => {
    const { electron, notifications } = setup(platform)
    notifications.show(asks)
    expect(electron.notifications[0]?.readable).toBe(asks.body)
  },
)

test('a conversation that was written in two places at once is told by the desktop program, with its session', () => {
  const session = { ...new FakeSession().header.session, name: 'api', two_ways: true }
  expect(announce([{ kind: 'two_ways', session }])).toMatchObject([
    { session_id: session.id, title: 'api', body: expect.stringContaining('has two ways from here') },
  ])
})

test('a run of a task that no session tells of is told by the desktop program, with its reason', () => {
  const read = runThatIsNowhere(aTaskRun({ state: 'missed', reason: 'The machine slept.' }))
  expect(read === null ? null : announceRun(read)).toMatchObject({
    session_id: null,
    page: '/tasks',
    title: 'Tests did not run',
    body: 'The machine slept.',
  })
  const others = [{ state: 'skipped' }, { state: 'running' }, { session_id: new FakeSession().id }] as const
  expect(others.map((run) => runThatIsNowhere(aTaskRun(run)))).toEqual([null, null, null])
  expect(runThatIsNowhere({ task: 7 })).toBeNull()
})

test('what is no markup is left alone', () => {
  expect(bodyFor('a &lt; b', 'linux')).toBe('a &amp;lt; b')
  expect(bodyFor('a < b', 'darwin')).toBe('a < b')
})

test('a test says that one came through', async () => {
  expect(await setup('darwin').notifications.prove(asks)).toBeNull()
})

test('what the system refuses is told, and noted', async () => {
  const { notifications, failed } = setup('darwin', { notificationRefusal: 'UNErrorDomain 1' })
  expect(await notifications.prove(asks)).toBe('The system did not show it: UNErrorDomain 1.')
  notifications.show(asks)
  await new Promise((resolve) => setImmediate(resolve))
  expect(failed).toEqual(['UNErrorDomain 1', 'UNErrorDomain 1'])
})

test('a system without notifications is told of, and bothered with none', async () => {
  const { electron, notifications } = setup('linux', { hasNotifications: false })
  expect(await notifications.prove(asks)).toBe('This system shows no notifications.')
  notifications.show(asks)
  expect(electron.notifications).toEqual([])
})

test('buttons are there where the system has them', () => {
  const mac = setup('darwin')
  mac.notifications.show(asks)
  mac.electron.notifications[0]?.press('Deny')
  expect(mac.answers).toEqual(['deny'])
  const linux = setup('linux')
  linux.notifications.show(asks)
  expect(linux.electron.notifications[0]?.options).not.toHaveProperty('actions')
})
