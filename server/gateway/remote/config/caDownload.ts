import { X509Certificate, createHash } from 'node:crypto'
import type { RequestHandler } from 'express'
import { HomeportError } from '#shared/errors.ts'

/** Where devices fetch the certificate of the workstation's own authority. */
export const CA_PATH = '/homeport-ca.crt'

/** The same as a profile of Apple's, which iPhones, iPads and Macs install with a name and an explanation. */
export const PROFILE_PATH = '/homeport.mobileconfig'

/** Without a credential: a device trusts it before it can sign in. It holds no secret. */
export function caDownload(caCertificate: () => string | null): RequestHandler {
  return (_req, res) => {
    const certificate = existing(caCertificate())
    res.setHeader('Content-Type', 'application/x-x509-ca-cert')
    res.setHeader('Content-Disposition', 'attachment; filename="homeport-ca.crt"')
    res.setHeader('Cache-Control', 'no-store')
    res.send(Buffer.from(certificate))
  }
}

/** As `caDownload`. */
export function profileDownload(caCertificate: () => string | null): RequestHandler {
  return (_req, res) => {
    const profile = appleProfile(existing(caCertificate()))
    res.setHeader('Content-Type', 'application/x-apple-aspen-config')
    res.setHeader('Content-Disposition', 'attachment; filename="homeport.mobileconfig"')
    res.setHeader('Cache-Control', 'no-store')
    res.send(Buffer.from(profile))
  }
}

/**
 * A configuration profile with one root certificate (Apple, "Configuration Profile Reference": com.apple.security.root). The
 * same certificate makes the same profile, so that installing it again replaces it.
 */
export function appleProfile(pem: string): string {
  const certificate = new X509Certificate(pem)
  const id = uuidOf(certificate.fingerprint256)
  const name = escaped(/^CN=(?<name>.+)$/m.exec(certificate.subject)?.groups?.['name'] ?? 'Homeport')
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadCertificateFileName</key><string>homeport-ca.crt</string>
      <key>PayloadContent</key><data>${certificate.raw.toString('base64')}</data>
      <key>PayloadDisplayName</key><string>${name}</string>
      <key>PayloadIdentifier</key><string>homeport.root.${id}</string>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadUUID</key><string>${uuidOf(`root ${id}`)}</string>
      <key>PayloadVersion</key><integer>1</integer>
    </dict>
  </array>
  <key>PayloadDescription</key><string>Lets this device believe the certificate of your workstation. It can vouch for that machine's names and its own network only.</string>
  <key>PayloadDisplayName</key><string>${name}</string>
  <key>PayloadIdentifier</key><string>homeport.${id}</string>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadUUID</key><string>${id}</string>
  <key>PayloadVersion</key><integer>1</integer>
</dict>
</plist>
`
}

/** @throws HomeportError SESSION_002 */
function existing(certificate: string | null): string {
  if (certificate === null) {
    throw new HomeportError('SESSION_002', 'This workstation has no certificate authority of its own in use.')
  }
  return certificate
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').toUpperCase()
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
