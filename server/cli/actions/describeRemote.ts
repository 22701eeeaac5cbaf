import type { CertificateKind, CertificateOrder, RemoteCertificate, RemoteStatus } from '#shared/operations/remote.ts'

/** Remote access in words, for a person at a terminal. */
export function describeRemote(status: RemoteStatus): string {
  return `${linesOf(status).join('\n')}\n${describeFixed(status)}`.trimEnd()
}

/** A line for each setting that the environment decides, whatever was requested. */
export function describeFixed({ fixed }: Pick<RemoteStatus, 'fixed'>): string {
  return fixed.map(({ setting, variable }) => `The environment variable ${variable} decides "${setting}".\n`).join('')
}

function linesOf(status: RemoteStatus): string[] {
  if (!status.enabled) {
    return ['Remote access is off. "homeport remote on" switches it on.']
  }
  if (status.remote_url === null) {
    const why = status.problem ?? status.order?.text ?? 'it is just starting'
    return [`Remote access is switched on but does not work: ${why}`, ...nextTry(status.order)]
  }
  return [
    'Remote access is on.',
    '',
    `  Address      ${status.remote_url}`,
    `  Answers to   ${status.hosts.join(', ')}`,
    ...(status.visitor === null ? [] : [`  Last device  ${status.visitor.address}, at ${status.visitor.at}`]),
    ...(status.certificate === null ? [] : describeCertificate(status.certificate, status)),
    ...(typeof status.sign_in_problem === 'string' ? ['', status.sign_in_problem] : []),
  ]
}

const origins: Readonly<Record<CertificateKind, string>> = {
  own_ca: 'its own authority',
  files: 'your files',
  acme: 'an ACME authority',
  tailscale: 'Tailscale',
}

function describeCertificate(certificate: RemoteCertificate, status: RemoteStatus): string[] {
  const { kind, expires_at, renews_at, works, warning } = certificate
  const renewal = renews_at === null ? '' : `, renewed from ${renews_at.slice(0, 10)} on`
  const trust = [`  Trust        ${status.ca_path}`, `               (${status.ca_url})`]
  return [
    `  Certificate  from ${origins[kind]}, until ${expires_at.slice(0, 10)}${renewal}`,
    ...(status.ca_path === null ? [] : trust),
    '',
    works,
    ...(warning === null ? [] : ['', warning]),
    ...nextTry(status.order),
  ]
}

function nextTry(order: CertificateOrder | null): string[] {
  const at = order?.next_try_at ?? null
  return at === null ? [] : [`A certificate is asked for again at ${at}.`]
}
