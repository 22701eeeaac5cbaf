import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

const lonely = { message: 'A certificate file needs its key file, and the other way round.' }

/** A name of this machine, as certificates and `Host` headers have it. */
export const HostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*$/, { error: 'That is no host name.' })
  .refine((name) => !/^[\d.]+$/.test(name), { error: 'That is an address: name it with "bind".' })

/**
 * own_ca: Homeport's own authority, to be installed on each device · files: given and renewed by the owner ·
 * acme: from Let's Encrypt or another ACME authority · tailscale: from the Tailscale of this machine.
 */
export const CertificateKind = z.enum(['own_ca', 'files', 'acme', 'tailscale'])
export type CertificateKind = z.infer<typeof CertificateKind>

/** Where and how remote access listens: what is in the settings `remote.*`, environment included. */
export const RemoteChoice = z.object({
  bind: z.ipv4().or(z.ipv6()),
  /** null: 4443, or the next free one. 0: any free one. */
  port: z.number().int().min(0).max(65_535).nullable(),
  /** Under which port the internet reaches it, where a router or a proxy passes another one on; null: the same. */
  public_port: z.number().int().min(1).max(65_535).nullable(),
  /** Names that lead here; empty: this machine's own name and addresses. */
  names: z.array(HostName).max(20),
  certificate: CertificateKind,
  /** Of `files`. */
  cert_file: z.string().min(1).max(4096).nullable(),
  key_file: z.string().min(1).max(4096).nullable(),
  /** Of `acme`, all that follow: how the authority is shown that a name leads here. */
  challenge: z.enum(['http', 'tls_alpn', 'dns']),
  email: z.email().max(254).nullable(),
  /** Whether the owner has read the authority's terms of service and agrees to them. */
  terms_agreed: z.boolean(),
  directory_url: z.url({ protocol: /^https$/, error: 'must be an https:// address' }).max(2000),
  /** What signs the web address of an authority of one's own, PEM; null: one that every system knows. */
  ca_file: z.string().min(1).max(4096).nullable(),
  /** Where `http` is answered; the internet's port 80 must lead there. */
  http_port: z.number().int().min(1).max(65_535),
  /** Of `dns`: a program that is run as `HOOK set|remove NAME VALUE`. */
  dns_hook: z.string().min(1).max(4096).nullable(),
})
export type RemoteChoice = z.infer<typeof RemoteChoice>

/**
 * How remote access is switched on. Nothing at all: as the settings say. Otherwise everything is said anew, and what is
 * absent takes its default; without a word about the certificate that is the own authority.
 */
const RemoteSwitch = z
  .strictObject(RemoteChoice.partial().shape)
  .refine(({ cert_file, key_file }) => (cert_file ?? null) === null || (key_file ?? null) !== null, lonely)
  .refine(({ cert_file, key_file }) => (key_file ?? null) === null || (cert_file ?? null) !== null, lonely)
  .refine(({ certificate, cert_file }) => (certificate ?? 'files') === 'files' || (cert_file ?? null) === null, {
    message: 'Either a certificate of your own files or another kind: choose one.',
  })
  .refine(({ certificate, cert_file }) => certificate !== 'files' || (cert_file ?? null) !== null, {
    message: 'A certificate of your own needs its two files.',
  })

export const RemoteCertificate = z.object({
  kind: CertificateKind,
  names: z.array(z.string()),
  expires_at: Timestamp,
  /** From then on it is renewed by itself; null: never, that is the owner's part. */
  renews_at: Timestamp.nullable(),
  fingerprint: z.string(),
  /** What devices can do with this certificate, and what not: whole sentences for people. */
  works: z.string(),
  /** What the owner should do about it; null: nothing. */
  warning: z.string().nullable(),
})
export type RemoteCertificate = z.infer<typeof RemoteCertificate>

/** A certificate that is being fetched from elsewhere, or could not be fetched the last time. */
export const CertificateOrder = z.object({
  state: z.enum(['running', 'failed']),
  /** Whole sentences: the step that it is at, or what went wrong and what to do. */
  text: z.string(),
  /** When it is tried again by itself; null while it runs. */
  next_try_at: Timestamp.nullable(),
})
export type CertificateOrder = z.infer<typeof CertificateOrder>

/** Remote access as it is. `problem`: it is switched on and does not work; tried again by itself. */
export const RemoteStatus = z.object({
  enabled: z.boolean(),
  remote_url: z.string().nullable(),
  bind: z.string().nullable(),
  port: z.number().int().nullable(),
  /** Names and addresses under which it answers. */
  hosts: z.array(z.string()),
  certificate: RemoteCertificate.nullable(),
  /** null: nothing goes on, and nothing went wrong. */
  order: CertificateOrder.nullable(),
  /** The certificate of the own authority, for devices to trust; null with every other one. */
  ca_path: z.string().nullable(),
  ca_url: z.string().nullable(),
  problem: z.string().nullable(),
  /** Why nobody can sign in from another device, and what to do; null: somebody can. Absent while no server runs. */
  sign_in_problem: z.string().nullable().optional(),
  /** The last other device that got here since the start, and how many requests came from such; null: none. */
  visitor: z.object({ address: z.string(), at: Timestamp, count: z.number().int().positive() }).nullable(),
  /** What it is, or would be, switched on with. */
  choice: RemoteChoice,
  /** Settings that an environment variable decides, whatever is asked for or written in `settings.yaml`. */
  fixed: z.array(z.object({ setting: z.string(), variable: z.string() })),
})
export type RemoteStatus = z.infer<typeof RemoteStatus>

/** The Tailscale of this machine, as far as it can bring the certificate. */
export const TailscaleHere = z.object({
  /** absent: no such program · unusable: `text` says why · ready: a certificate of `name` can be had. */
  state: z.enum(['absent', 'unusable', 'ready']),
  /** This machine's name in its tailnet. */
  name: z.string().nullable(),
  /** Whole sentences. */
  text: z.string(),
  /** What to type at this machine first, in this order. */
  commands: z.array(z.string()),
})
export type TailscaleHere = z.infer<typeof TailscaleHere>

export const remoteOperations = {
  'remote.status': defineOperation({
    summary: 'Whether the workstation can be reached from elsewhere, where, and with which certificate.',
    params: z.strictObject({}),
    result: RemoteStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/remote' },
  }),
  'remote.addresses': defineOperation({
    summary: 'At which https origins other devices can reach the workstation now: none while remote access is off.',
    params: z.strictObject({}),
    result: z.object({ origins: z.array(z.string()).max(12) }),
    scope: 'read',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/remote/addresses' },
  }),
  'remote.tailscale': defineOperation({
    summary:
      'Whether this machine is in a tailnet that gives it a certificate. Asks the program `tailscale` for its status, and changes nothing.',
    params: z.strictObject({}),
    result: TailscaleHere,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/remote/tailscale' },
  }),
  'remote.on': defineOperation({
    summary: 'Listen for other devices with TLS 1.3. Replaces an earlier setting; open connections end with it.',
    params: RemoteSwitch,
    result: RemoteStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'PUT', path: '/api/remote' },
    audit: 'remote.on',
  }),
  'remote.off': defineOperation({
    summary: 'Stop listening for other devices; every connection of theirs ends at once.',
    params: z.strictObject({}),
    result: RemoteStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'DELETE', path: '/api/remote' },
    audit: 'remote.off',
  }),
  'server.panic': defineOperation({
    summary:
      'Remote access off, every credential that was used from elsewhere revoked, every busy session paused: what waits in it stays until somebody resumes it.',
    params: z.strictObject({}),
    result: z.object({
      revoked_devices: z.number().int().nonnegative(),
      /** They are SUSPENDED now. */
      interrupted_sessions: z.number().int().nonnegative(),
      /** Sessions whose turn could not be stopped, or could not be asked. */
      failed_sessions: z.number().int().nonnegative(),
    }),
    scope: 'local',
    owner: 'gateway',
    http: { method: 'POST', path: '/api/panic' },
    audit: 'server.panic',
  }),
} as const
