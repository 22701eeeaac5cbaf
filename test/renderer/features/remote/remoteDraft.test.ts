import { expect, test } from 'vitest'
import type { RemoteChoice } from '#shared/operations/remote.ts'
import { type RemoteDraft, draftOf, requestedSettings } from '#renderer/features/remote/remoteDraft.ts'
import { defaultRemoteChoice } from '#test/fakes/remoteChoice.ts'

function typed(changes: Partial<RemoteDraft>): RemoteDraft {
  return { ...draftOf(defaultRemoteChoice), ...changes }
}

test('what nobody chose asks for nothing but its kind', () => {
  expect(requestedSettings(draftOf(defaultRemoteChoice))).toEqual({ certificate: 'own_ca', names: [] })
})

test('what is set comes back as it was', () => {
  const set: RemoteChoice = {
    ...defaultRemoteChoice,
    certificate: 'acme',
    bind: '::',
    port: 443,
    public_port: 8443,
    names: ['a.example', 'b.example'],
    challenge: 'dns',
    email: 'me@example.org',
    terms_agreed: true,
    dns_hook: '/hook',
  }
  expect(requestedSettings(draftOf(set))).toEqual({
    certificate: 'acme',
    bind: '::',
    port: 443,
    public_port: 8443,
    names: ['a.example', 'b.example'],
    challenge: 'dns',
    email: 'me@example.org',
    terms_agreed: true,
    directory_url: defaultRemoteChoice.directory_url,
    dns_hook: '/hook',
  })
})

test('names may be separated as people do; what is no number is for the workstation to refuse', () => {
  expect(requestedSettings(typed({ names: ' a.example, b.example;c.example d.example ' }))).toMatchObject({
    names: ['a.example', 'b.example', 'c.example', 'd.example'],
  })
  expect(requestedSettings(typed({ port: 'x' }))).toMatchObject({ port: NaN })
})

test('fields of another kind are left out: the workstation would refuse them', () => {
  const all = { cert_file: '/c.pem', key_file: '/k.pem', email: 'me@example.org', dns_hook: '/hook' }
  expect(requestedSettings(typed({ ...all, certificate: 'files' }))).toEqual({
    certificate: 'files',
    names: [],
    cert_file: '/c.pem',
    key_file: '/k.pem',
  })
  expect(requestedSettings(typed({ ...all, certificate: 'tailscale' }))).toEqual({
    certificate: 'tailscale',
    names: [],
  })
  expect(requestedSettings(typed({ ...all, certificate: 'acme' }))).not.toHaveProperty('dns_hook')
})
