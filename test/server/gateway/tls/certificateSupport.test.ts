import { rootCertificates } from 'node:tls'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { certificateSupport } from '#server/gateway/remote/config/certificateSupport.ts'
import { writeCertificate } from '#test/support/gateway/remote.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('the owner is told what devices can do with each kind of certificate', async () => {
  const [known = ''] = rootCertificates
  const { cert_file } = await writeCertificate(temporaryFolder(), { name: 'home.example' })
  const unknown = readFileSync(cert_file, 'utf8')
  expect(certificateSupport('files', unknown)).toContain('no authority that browsers know')
  expect(certificateSupport('acme', unknown)).toContain('no authority that browsers know')
  expect(certificateSupport('files', unknown + known)).toContain('without a warning')
  expect(certificateSupport('tailscale', known)).toContain('devices of your tailnet')
  expect(certificateSupport('own_ca', unknown)).toContain('only after a warning')
  for (const said of [certificateSupport('tailscale', known), certificateSupport('acme', known)]) {
    expect(said).toContain('the installed app and notifications work')
  }
  for (const said of [certificateSupport('own_ca', unknown), certificateSupport('files', unknown)]) {
    expect(said).toMatch(/the installed app and notifications do not/)
  }
})
