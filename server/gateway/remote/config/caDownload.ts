import type { RequestHandler } from 'express'
import { HomeportError } from '#shared/errors.ts'

/** Where devices fetch the certificate of the workstation's own authority. */
export const CA_PATH = '/homeport-ca.crt'

/** Without a credential: a device trusts it before it can sign in. It holds no secret. */
export function caDownload(caCertificate: () => string | null): RequestHandler {
  return (_req, res) => {
    const certificate = caCertificate()
    if (certificate === null) {
      throw new HomeportError('SESSION_002', 'This workstation has no certificate authority of its own in use.')
    }
    res.setHeader('Content-Type', 'application/x-x509-ca-cert')
    res.setHeader('Content-Disposition', 'attachment; filename="homeport-ca.crt"')
    res.setHeader('Cache-Control', 'no-store')
    res.send(Buffer.from(certificate))
  }
}
