import { describe, expect, test } from 'vitest'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { type SetupFacts, firstPendingStep, setupSteps } from '#renderer/features/remote/setupSteps.ts'
import { remoteOff as off } from '#test/fakes/remoteChoice.ts'

const certificate = {
  kind: 'acme',
  names: ['home.example'],
  expires_at: '2027-02-19T05:00:00.000Z',
  renews_at: null,
  fingerprint: 'AB',
  works: '',
  warning: null,
} as const
const on: RemoteStatus = {
  ...off,
  enabled: true,
  remote_url: 'https://home.example:4443',
  certificate: { ...certificate, names: [...certificate.names] },
}
const github = { client_id: 'Iv1', has_secret: false, host: 'github.com', apps_url: '', fixed_by: null }
const account = { github_id: 1, login: 'octocat', role: 'owner', is_local_owner: true, added_at: '' } as const
const visitor = { address: '203.0.113.9', at: '2026-01-01T00:00:00.000Z', count: 1 }

function guide(facts: Partial<SetupFacts>) {
  const who = { kind: 'ready', value: { github, accounts: [account] }, isAsking: false } as const
  return setupSteps({ who, status: on, draft: { certificate: 'own_ca' }, tested: null, ...facts })
}

describe('where somebody goes on who comes back', () => {
  test.each([
    [
      'nothing is set up',
      { who: { kind: 'ready', value: { github: { ...github, client_id: null }, accounts: [] }, isAsking: false } },
      'who',
    ],
    [
      'an app, but nobody is let in',
      { who: { kind: 'ready', value: { github, accounts: [] }, isAsking: false } },
      'who',
    ],
    ['people, but it is off', { status: off }, 'certificate'],
    ['on, but never tested', {}, 'test'],
    ['on, and a device came', { status: { ...on, visitor } }, null],
  ] as const)('%s', (...[, facts, name]) => {
    expect(firstPendingStep(guide(facts as Partial<SetupFacts>))).toBe(name)
  })
})

test('each step says how it stands', () => {
  const order = { state: 'failed', text: 'The authority could not reach port 80.', next_try_at: null } as const
  expect(guide({ status: off, draft: { certificate: 'tailscale' } }).certificate.summary).toBe('Chosen: Tailscale')
  expect(guide({ status: { ...off, enabled: true, order } }).certificate.summary).toBe(order.text)
  expect(guide({ status: { ...off, enabled: true, problem: 'Port 1 is taken.' } }).address.summary).toBe(
    'Port 1 is taken.',
  )
  expect(guide({}).certificate.summary).toBe('Let’s Encrypt, or another ACME authority, until 2027-02-19')
  const many = [1, 2, 3, 4].map((github_id) => ({
    ...account,
    github_id,
    login: github_id === 2 ? null : `p${github_id}`,
  }))
  expect(guide({ who: { kind: 'ready', value: { github, accounts: many }, isAsking: false } }).who.summary).toBe(
    '4 accounts: p1, 2, p3 and 1 more',
  )
})

test('a test that failed is not done, whatever it found; a device that came is', () => {
  const tested = { ok: false, verdict: 'It does not work.', addresses: [], hints: [], tested_at: '' }
  expect(guide({ tested }).test).toMatchObject({ isDone: false, summary: 'It does not work.' })
  expect(guide({ tested: { ...tested, ok: true } }).test.isDone).toBe(true)
  expect(guide({ tested, status: { ...on, visitor } }).test).toMatchObject({
    isDone: true,
    summary: 'A device reached it, from 203.0.113.9.',
  })
})
