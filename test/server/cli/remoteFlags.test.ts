import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { describeRemote } from '#server/cli/actions/describeRemote.ts'
import { type RemoteOnFlags, wantedOf } from '#server/cli/actions/remoteOnFlags.ts'
import { defaultRemoteChoice } from '#test/fakes/remoteChoice.ts'

describe('the flags of remote on', () => {
  test('none ask for nothing: the settings hold', () => {
    expect(wantedOf({})).toEqual({})
  })

  test('ask for an authority’s certificate', () => {
    const flags = {
      acme: 'ALPN',
      agreeTos: true,
      acmeEmail: 'me@home.example',
      name: ['home.example'],
      acmeCa: 'ca.pem',
    }
    expect(wantedOf(flags)).toEqual({
      certificate: 'acme',
      challenge: 'tls_alpn',
      terms_agreed: true,
      email: 'me@home.example',
      names: ['home.example'],
      ca_file: path.resolve('ca.pem'),
    })
  })

  test('ask for Tailscale’s', () => {
    expect(wantedOf({ tailscale: true, port: '443' })).toEqual({ certificate: 'tailscale', port: 443 })
  })

  test.each<[string, RemoteOnFlags, string]>([
    ['two kinds', { acme: 'http', tailscale: true }, 'Either --acme or --tailscale'],
    ['a kind and files', { tailscale: true, cert: 'a', key: 'b' }, 'choose one'],
    ['an unknown proof', { acme: 'mail' }, 'HTTP, ALPN or DNS'],
    ['a detail of nothing', { agreeTos: true }, 'belongs to --acme'],
    ['a plain address', { acme: 'http', acmeDirectory: 'http://x' }, 'https://'],
    ['no e-mail address', { acme: 'http', acmeEmail: 'x' }, 'email'],
  ])('%s are refused', (_what, flags, words) => {
    expect(() => wantedOf(flags)).toThrow(words)
  })
})

const open: RemoteStatus = {
  enabled: true,
  remote_url: 'https://home.example',
  bind: '0.0.0.0',
  port: 443,
  hosts: ['home.example'],
  certificate: {
    kind: 'acme',
    names: ['home.example'],
    expires_at: '2027-02-19T05:00:00.000Z',
    renews_at: '2027-01-20T05:00:00.000Z',
    fingerprint: 'AB',
    works: 'Everything works.',
    warning: 'It ends.',
  },
  order: { state: 'failed', text: 'no', next_try_at: '2027-01-20T06:00:00.000Z' },
  ca_path: null,
  ca_url: null,
  problem: null,
  visitor: null,
  choice: defaultRemoteChoice,
  fixed: [{ setting: 'remote.port', variable: 'HOMEPORT_REMOTE_PORT' }],
}

test('a person at a terminal is told all of it', () => {
  const text = describeRemote(open)
  expect(text).toContain('from an ACME authority, until 2027-02-19, renewed from 2027-01-20 on')
  expect(text).toContain('Everything works.\n\nIt ends.\nA certificate is asked for again at 2027-01-20T06:00')
  expect(text).toContain('HOMEPORT_REMOTE_PORT decides "remote.port"')
  const order = { state: 'running', text: 'Proving …', next_try_at: null } as const
  expect(describeRemote({ ...open, remote_url: null, order })).toContain('does not work: Proving …')
  expect(describeRemote({ ...open, enabled: false })).toContain('is off')
})
