import type { RemoteChoice } from '#shared/operations/remote.ts'
import type { InputOf } from '#shared/operations/table.ts'

/** The content of the forms, as typed. */
export interface RemoteDraft {
  readonly certificate: RemoteChoice['certificate']
  readonly names: string
  readonly bind: string
  readonly port: string
  readonly public_port: string
  readonly cert_file: string
  readonly key_file: string
  readonly challenge: RemoteChoice['challenge']
  readonly email: string
  readonly terms_agreed: boolean
  readonly directory_url: string
  readonly ca_file: string
  readonly http_port: string
  readonly dns_hook: string
}

export type DraftText = {
  [K in keyof RemoteDraft]: string extends RemoteDraft[K] ? K : never
}[keyof RemoteDraft]

/** The current settings as a draft. */
export function draftOf(choice: RemoteChoice): RemoteDraft {
  const { certificate, challenge, terms_agreed, directory_url, names, bind, http_port } = choice
  return {
    certificate,
    challenge,
    terms_agreed,
    directory_url,
    names: names.join(', '),
    bind: bind === ALL_ADDRESSES ? '' : bind,
    port: text(choice.port),
    public_port: text(choice.public_port),
    cert_file: text(choice.cert_file),
    key_file: text(choice.key_file),
    email: text(choice.email),
    ca_file: text(choice.ca_file),
    http_port: text(http_port),
    dns_hook: text(choice.dns_hook),
  }
}

const ALL_ADDRESSES = '0.0.0.0'

/** The draft as parameters of the operation: all settings; empty fields mean the default. */
export function requestedSettings(draft: RemoteDraft): InputOf<'remote.on'> {
  return {
    certificate: draft.certificate,
    names: draft.names.split(/[\s,;]+/).filter((name) => name !== ''),
    ...texts(draft, ['bind']),
    ...numbers(draft, ['port', 'public_port']),
    ...certificateOf(draft),
  }
}

function text(value: string | number | null): string {
  return value === null ? '' : String(value)
}

function certificateOf(draft: RemoteDraft): InputOf<'remote.on'> {
  const { certificate, challenge, terms_agreed } = draft
  switch (certificate) {
    case 'own_ca':
    case 'tailscale':
      return {}
    case 'files':
      return texts(draft, ['cert_file', 'key_file'])
    case 'acme':
      return {
        challenge,
        terms_agreed,
        ...texts(draft, ['email', 'directory_url', 'ca_file']),
        ...(challenge === 'http' ? numbers(draft, ['http_port']) : {}),
        ...(challenge === 'dns' ? texts(draft, ['dns_hook']) : {}),
      }
  }
}

function texts(draft: RemoteDraft, fields: readonly DraftText[]): object {
  const given = fields.map((field) => [field, draft[field].trim()] as const)
  return Object.fromEntries(given.filter(([, value]) => value !== ''))
}

/** Invalid numbers are sent as they are: the workstation reports what is wrong. */
function numbers(draft: RemoteDraft, fields: readonly DraftText[]): object {
  return Object.fromEntries(Object.entries(texts(draft, fields)).map(([field, value]) => [field, Number(value)]))
}
