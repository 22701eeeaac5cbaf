import { isIP, type Socket } from 'node:net'
import { type PeerCertificate, type TLSSocket, checkServerIdentity, connect } from 'node:tls'
import { failureCode, failureText } from '#server/platform/failure.ts'
import { WARN_BEFORE_MS } from '../../tls/certificate.ts'
import { type Outcome, failed, passed, timeLimits, warned } from './step.ts'

export interface HandshakeOptions {
  readonly host: string
  readonly now: number
  /** PEM of the own authority; null: what devices trust by themselves. */
  readonly ownCa: string | null
}

/** TLS 1.3, and the certificate as another device sees it. Takes the socket over. */
export async function tlsHandshake(socket: Socket, wanted: HandshakeOptions): Promise<Outcome<TLSSocket>> {
  const { host, ownCa } = wanted
  const secured = connect({
    socket,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
    ...(ownCa === null ? {} : { ca: ownCa }),
    // It is examined below, to say what exactly is wrong. Nothing is sent before.
    rejectUnauthorized: false,
  })
  const problem = await new Promise<unknown>((resolve) => {
    secured.setTimeout(timeLimits.tls, () => resolve('late'))
    secured.once('secureConnect', () => resolve(null))
    // Kept for as long as the socket lives, as the one of the TCP socket is.
    secured.on('error', resolve)
    secured.once('close', () => resolve('closed'))
  })
  secured.setTimeout(0)
  const outcome = problem === null ? judge(secured, wanted) : handshakeFailure(problem)
  if (outcome.kind === 'failed') {
    secured.destroy()
    return outcome
  }
  return { ...outcome, value: secured }
}

function handshakeFailure(problem: unknown): Outcome<never> {
  if (problem === 'late') {
    return failed('The port answers, but begins no TLS.', 'Another program listens there, or a proxy swallows it.')
  }
  if (problem === 'closed') {
    return failed('The connection was ended during the handshake.', 'A firewall or a proxy between may refuse TLS 1.3.')
  }
  const code = failureCode(problem) ?? failureText(problem)
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) {
    return failed(
      'The server there speaks only TLS 1.2 or older.',
      'That is not Homeport: another program or an old proxy answers at this port.',
    )
  }
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH/.test(code)) {
    return failed('What answers there speaks no TLS.', 'Another program listens at this port.')
  }
  return failed(`The handshake failed (${code}).`, 'A firewall or a proxy between may refuse TLS 1.3.')
}

function judge(secured: TLSSocket, { host, now, ownCa }: HandshakeOptions): Outcome<null> {
  const certificate = secured.getPeerCertificate()
  const ends = Date.parse(certificate.valid_to)
  const begins = Date.parse(certificate.valid_from)
  if (now >= ends) {
    return failed(`The certificate ended on ${day(ends)}: browsers refuse it.`, 'Replace it.')
  }
  if (now < begins) {
    return failed(`The certificate begins only on ${day(begins)}.`, 'Set the clock of this machine right.')
  }
  const chain = secured.authorized ? null : chainProblem(secured, ownCa)
  if (chain?.kind === 'failed') {
    return chain
  }
  if (checkServerIdentity(host, certificate) !== undefined) {
    return failed(
      `The certificate is not for ${host}; it is for ${namesOf(certificate)}.`,
      'Get one for this name, or use a name that it has.',
    )
  }
  if (chain !== null) {
    return chain
  }
  const trusted =
    ownCa === null
      ? 'TLS 1.3, with a certificate that every device trusts'
      : 'TLS 1.3, with a certificate of the own authority: only devices that trust your authority accept it'
  return ends - now <= WARN_BEFORE_MS
    ? warned(`${trusted}.`, `It ends on ${day(ends)}; replace it before.`, null)
    : passed(`${trusted}, until ${day(ends)}.`, null)
}

/** What a device finds wrong with who signed it; null where only the name is wrong. */
function chainProblem(secured: TLSSocket, ownCa: string | null): Outcome<null> | null {
  const code = failureCode(secured.authorizationError) ?? String(secured.authorizationError)
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return null
  }
  if (/PERMITTED_VIOLATION|EXCLUDED_VIOLATION/.test(code)) {
    return failed(
      'The authority may not vouch for this name.',
      'Switch remote access on again for a new authority, and trust that on your devices.',
    )
  }
  if (ownCa !== null) {
    return failed(
      'The certificate is not from this machine’s own authority.',
      'Another server answers there, or a proxy that opens connections.',
    )
  }
  return warned(
    `No device knows who signed the certificate (${code}): browsers warn.`,
    'Is the authority a known one, then the file lacks its chain: give the full chain (fullchain.pem).',
    null,
  )
}

function namesOf({ subjectaltname = '' }: PeerCertificate): string {
  return subjectaltname.replaceAll(/(?:DNS|IP Address):/g, '') || 'no name at all'
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
