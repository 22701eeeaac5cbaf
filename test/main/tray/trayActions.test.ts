import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { DesktopActions } from '#main/app/desktopActions.ts'
import type { TrayAction } from '#main/tray/trayItem.ts'
import { performTrayAction } from '#main/tray/trayActions.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { asks, sessionCalled } from './desktopStates.ts'

const session = sessionCalled('api')
const { approval_id } = asks('Bash', { command: 'ls' })

/** Notes what is done; what `fails` names is refused. */
function setup(fails: string | null = null) {
  const electron = new ElectronDouble()
  const done: string[] = []
  const note = async (what: string) => {
    done.push(what)
    if (what === fails) {
      throw new HomeportError('SESSION_004', 'Somebody was faster.')
    }
  }
  const actions: DesktopActions = {
    show: () => note('show'),
    openPage: (path) => note(`open ${path}`),
    openSession: (id) => note(`open session ${id}`),
    answer: (_id, approval, decision) => note(`${decision} ${approval}`),
    control: (id, action) => note(`${action} ${id === session.id ? 'first' : 'second'}`),
    remoteOff: () => note('remote off'),
    confirmTerminal: (id, decision) => note(`${decision} terminal ${id}`),
    panic: () => note('panic'),
    renewHost: () => note('renew host'),
    refreshStatus: () => note('look around'),
    startServer: () => note('start server'),
    startsAtLogin: () => ({ enabled: false, problem: null, hint: null }),
    startAtLogin: (enabled) => {
      done.push(`login ${enabled}`)
      return { enabled, problem: null, hint: null }
    },
    quit: () => done.push('quit'),
  }
  const act = (action: TrayAction) =>
    performTrayAction(action, {
      actions,
      dialog: electron.dialog,
      clipboard: electron.clipboard,
      updates: { check: () => note('check'), install: () => note('install') },
      showQr: () => note('qr'),
      refresh: () => done.push('refresh'),
    })
  return { electron, done, act }
}

test.for<[TrayAction, string]>([
  [{ kind: 'open', path: '/remote' }, 'open /remote'],
  [{ kind: 'answer', session_id: session.id, approval_id, decision: 'deny' }, 'deny ask-Bash'],
  [{ kind: 'remote_off' }, 'remote off'],
  [{ kind: 'show_qr' }, 'qr'],
  [{ kind: 'start_server' }, 'start server'],
  [{ kind: 'renew_host' }, 'renew host'],
  [{ kind: 'check_for_updates' }, 'check'],
  [{ kind: 'install_update' }, 'install'],
  [{ kind: 'start_at_login', on: true }, 'login true'],
  [{ kind: 'quit' }, 'quit'],
])('%j is done, and the menu looked at again', async ([action, expected]) => {
  const { act, done } = setup()
  await act(action)
  expect(done).toEqual([expected, 'refresh'])
})

test.for<[TrayAction, string, string]>([
  [{ kind: 'panic' }, 'Lock down', 'panic'],
  [{ kind: 'end_session', session_id: session.id, name: 'api' }, 'End the session', 'terminate first'],
])('%j is asked for first', async ([action, button, expected]) => {
  const no = setup()
  no.electron.dialog.willAnswer('Cancel')
  await no.act(action)
  expect(no.done).toEqual(['refresh'])

  const yes = setup()
  yes.electron.dialog.willAnswer(button)
  await yes.act(action)
  expect(yes.done).toEqual([expected, 'refresh'])
  // Return alone, pressed by habit, changes nothing.
  expect(yes.electron.dialog.asked[0]).toMatchObject({ defaultId: 1, cancelId: 1 })
})

test('what fails is told in words; one session that fails does not hold up the others', async () => {
  const { act, done, electron } = setup('suspend first')
  const ids = [session.id, sessionCalled('b', 2).id]
  await act({ kind: 'control', control: 'suspend', session_ids: ids })
  expect(done).toEqual(['suspend first', 'suspend second', 'refresh'])
  expect(electron.dialog.errors).toEqual(['That did not work: Somebody was faster.'])
})
