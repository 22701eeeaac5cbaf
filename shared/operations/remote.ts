import * as z from 'zod'
import { Timestamp } from '../ids.ts'
import { defineOperation } from './operation.ts'

const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*$/, { error: 'That is no host name.' })
  .refine((name) => !/^[\d.]+$/.test(name), { error: 'That is an address: name it with "bind".' })

/** How remote access is switched on. What is absent keeps its last value, else its default. */
const RemoteSwitch = z
  .strictObject({
    bind: z.ipv4().or(z.ipv6()).optional(),
    port: z.number().int().min(0).max(65_535).optional(),
    names: z.array(hostName).max(20).optional(),
    cert_file: z.string().min(1).max(4096).optional(),
    key_file: z.string().min(1).max(4096).optional(),
  })
  .refine((value) => (value.cert_file === undefined) === (value.key_file === undefined), {
    message: 'A certificate file needs its key file, and the other way round.',
  })

/**
 * own_ca: Homeport's own authority, to be installed on each device · files: given and renewed by the owner ·
 * acme: from Let's Encrypt or another ACME authority · tailscale: from the Tailscale of this machine.
 */
export const CertificateKind = z.enum(['own_ca', 'files', 'acme', 'tailscale'])
export type CertificateKind = z.infer<typeof CertificateKind>

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
})
export type RemoteStatus = z.infer<typeof RemoteStatus>

export const remoteOperations = {
  'remote.status': defineOperation({
    summary: 'Whether the workstation can be reached from elsewhere, where, and with which certificate.',
    params: z.strictObject({}),
    result: RemoteStatus,
    scope: 'local',
    owner: 'gateway',
    http: { method: 'GET', path: '/api/remote' },
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
