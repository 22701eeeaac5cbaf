import type { RemoteChoice, RemoteStatus } from '#shared/operations/remote.ts'

/** What the settings of remote access say while nobody says anything. */
export const defaultRemoteChoice: RemoteChoice = {
  bind: '0.0.0.0',
  port: null,
  public_port: null,
  names: [],
  certificate: 'own_ca',
  cert_file: null,
  key_file: null,
  challenge: 'http',
  email: null,
  terms_agreed: false,
  directory_url: 'https://acme-v02.api.letsencrypt.org/directory',
  ca_file: null,
  http_port: 80,
  dns_hook: null,
}

/** Remote access as it is on a new machine. */
export const remoteOff: RemoteStatus = {
  enabled: false,
  remote_url: null,
  bind: null,
  port: null,
  hosts: [],
  certificate: null,
  order: null,
  ca_path: null,
  ca_url: null,
  problem: null,
  visitor: null,
  choice: defaultRemoteChoice,
  fixed: [],
}
