import { expect, test } from 'vitest'
import { checkEndpoint, isPublic, publicAddressOf } from '#server/gateway/push/sending/endpoint.ts'

test.each([
  'http://fcm.googleapis.com/fcm/send/x',
  'https://127.0.0.1/x',
  'https://[::1]/x',
  'https://10.0.0.7/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://localhost/x',
  'https://router/x',
  'https://printer.local/x',
  'https://metadata.google.internal/x',
  'https://me:secret@push.example.com/x',
  'https://push.example.com:8443/x',
  'file:///etc/passwd',
  'ftp://push.example.com/',
  '',
  'not an address',
])('%s is no push service', (endpoint) => {
  expect(() => checkEndpoint(endpoint, null)).toThrow(/not the address of a push service/)
})

test.each(['https://fcm.googleapis.com/fcm/send/x', 'https://web.push.apple.com/Q', 'https://push.example.com/x?y=1'])(
  '%s may be one',
  (endpoint) => {
    expect(checkEndpoint(endpoint, null).href).toBe(endpoint)
  },
)

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  'fd12::1',
  'fe80::1',
  '2002:7f00:1::',
  'ff02::1',
])('%s is not of the internet', (address) => {
  expect(isPublic(address)).toBe(false)
})

test('a name that leads into a private network, if only in part, is asked nothing', async () => {
  const url = new URL('https://push.example.com/x')
  const both = ['142.250.1.1', '192.168.1.1'].map((address) => ({ address, family: 4 }))
  await expect(publicAddressOf(url, async () => both)).rejects.toThrow(/leads into a private network/)
  await expect(publicAddressOf(url, async () => [])).rejects.toThrow(/private network/)
  expect(await publicAddressOf(url, async () => [{ address: '142.250.1.1', family: 4 }])).toBe('142.250.1.1')
})
