import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { DeployKey } from '#shared/operations/deployKey.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

/** The details of a session whose clone goes to GitHub over SSH. */
async function opened(device: 'wide' | 'phone') {
  const { gateway, person } = await visit('/nowhere', device, { tolerates: /status of 409/ })
  const checkout = {
    kind: 'clone',
    from: 'git@github.com:me/api-server.git',
    branch: 'main',
    base: null,
    state: 'ready',
    is_kept: false,
    plan: { commit: null, depth: null, submodules: false, setup: null },
  } as const
  const session = gateway.add(new FakeSession({ name: 'Clone', workspace_path: '/home/me/api-server', checkout }))
  session.write((log) => log.text('Done.'))
  gateway.answers.overrides.set('worktree.state', () => ({
    unsaved: [],
    ahead: null,
    merge_problem: null,
    merge_into: null,
  }))
  const asked = (name: string) => gateway.answers.calls.filter((call) => call.name === name).map(({ params }) => params)
  await person.page.goto(`${gateway.url}/session/${session.id}/info`)
  const pane = person.page.locator('[data-panel]')
  return { gateway, person, session, asked, pane }
}

test('a deploy key is added once GitHub is connected, with what it may do', async () => {
  const { gateway, person, session, asked, pane } = await opened('phone')
  const { overrides } = gateway.answers
  const key: DeployKey = {
    session_id: session.id,
    repository: 'me/api-server',
    url: 'https://github.com/me/api-server/settings/keys',
    may_push: true,
    added_at: new Date().toISOString(),
    state: 'there',
    problem: null,
  }
  let granted = false
  let listed: readonly DeployKey[] = []
  overrides.set('deploy_key.list', () => ({ deploy_keys: listed }))
  overrides.set('deploy_key.add', () => {
    if (!granted) {
      throw new HomeportError('SESSION_003', 'Connect GitHub first.', { details: { reason: 'not_granted' } })
    }
    listed = [key]
    return key
  })
  overrides.set('github.grant', () => ({
    grant_id: 'g1',
    user_code: 'ABCD-1234',
    verification_uri: 'https://github.com/login/device',
    expires_in: 900,
    interval: 1,
  }))
  overrides.set('github.grant_poll', () => {
    granted = true
    return { status: 'complete', login: 'olga' }
  })
  await pane.getByRole('button', { name: 'Add a deploy key to GitHub…' }).click()
  await pane.getByLabel('It may push, too').check()
  await person.expectAccessible()
  await pane.getByRole('button', { name: 'Add at GitHub' }).click()
  await pane.getByRole('button', { name: 'Connect GitHub' }).click()
  await pane.getByText('deploy key at GitHub, may push').waitFor()
  const wanted = { session_id: session.id, may_push: true }
  await expect.poll(() => asked('deploy_key.add')).toEqual([wanted, wanted])
  await person.expectAccessible()
})

test('a key that is still at GitHub says why, and leaves the list of whoever removed it there', async () => {
  const { gateway, person, session, asked, pane } = await opened('wide')
  gateway.answers.overrides.set('deploy_key.list', () => ({
    deploy_keys: [
      {
        session_id: session.id,
        repository: 'me/api-server',
        url: 'https://github.com/me/api-server/settings/keys',
        may_push: false,
        added_at: new Date().toISOString(),
        state: 'removing',
        problem: 'GitHub does not answer.',
      },
    ],
  }))
  gateway.answers.overrides.set('deploy_key.remove', () => ({ success: true }))
  await person.page.reload()
  await pane.getByText('It is still at GitHub, and removing it is tried again. GitHub does not answer.').waitFor()
  await person.expectAccessible()
  await pane.getByRole('button', { name: /^Remove the deploy key of me\/api-server from this list/ }).click()
  await expect.poll(() => asked('deploy_key.remove')).toEqual([{ session_id: session.id, forget: true }])
})
