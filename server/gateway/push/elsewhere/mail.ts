import { createTransport } from 'nodemailer'
import type { PushPayload } from '../deciding/messages.ts'
import { linkOf } from './httpMessage.ts'
import { isPrivateAllowed } from './target.ts'

/** What sends e-mail, as the owner set it. */
export interface MailServer {
  readonly url: URL
  readonly from: string
  readonly user: string | null
  readonly password: string | null
  readonly privateHosts: readonly string[]
}

type Shown = Extract<PushPayload, { readonly kind: 'show' }>

/** Longer than any server that works takes, in ms. */
const WITHIN_MS = 15_000

/**
 * Hands one message to the mail server. TLS is required, but for hosts that the owner named as private.
 * @throws Error saying what the server did not like; `isForGood` tells whether it would again.
 */
export async function sendMail(
  server: MailServer,
  to: string,
  { payload, page }: { readonly payload: Shown; readonly page: string | null },
): Promise<void> {
  const { url, user, password } = server
  const isSecure = url.protocol === 'smtps:'
  const transport = createTransport({
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: Number(url.port === '' ? (isSecure ? 465 : 587) : url.port),
    secure: isSecure,
    requireTLS: !isSecure && !isPrivateAllowed(url, server.privateHosts),
    ...(user === null || password === null ? {} : { auth: { user, pass: password } }),
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
    dnsTimeout: WITHIN_MS,
  })
  try {
    const link = linkOf(payload.path, page)
    await transport.sendMail({
      from: { name: 'Homeport', address: server.from },
      to: { name: '', address: to },
      subject: payload.title,
      text: link === null ? `${payload.body}\n` : `${payload.body}\n\n${link}\n`,
      headers: { 'auto-submitted': 'auto-generated' },
      // The text is Claude's: nothing in it may name a file or an address to be read.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  } finally {
    transport.close()
  }
}

/** RFC 5321: 5xx will be said again; and a wrong password locks accounts. */
export function isForGood(error: unknown): boolean {
  const { responseCode, code } = (typeof error === 'object' && error !== null ? error : {}) as Partial<
    Record<string, unknown>
  >
  return code === 'EAUTH' || code === 'EENVELOPE' || (typeof responseCode === 'number' && responseCode >= 500)
}
