import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { type RemoteCertificate, type RemoteStatus, remoteOperations } from '#shared/operations/remote.ts'
import { switchRemoteOff } from '#server/gateway/offlineRemote.ts'
import { prepareDataDir } from '#server/platform/paths.ts'
import { describeTest } from './describeTest.ts'
import { type RunningServer, findRunningServer } from '../start/runningServer.ts'
import { pathsOf } from './dataDir.ts'

interface CommonFlags {
  readonly dataDir?: string
  readonly json?: boolean
}

export interface RemoteOnFlags extends CommonFlags {
  readonly bind?: string
  readonly port?: string
  readonly name?: readonly string[]
  readonly cert?: string
  readonly key?: string
}

/** Prints the address, and where the certificate lies that devices must trust. */
export async function remoteOn(flags: RemoteOnFlags): Promise<void> {
  const wanted = remoteOperations['remote.on'].params.safeParse({
    bind: flags.bind,
    port: flags.port === undefined ? undefined : Number(flags.port),
    names: flags.name,
    cert_file: flags.cert === undefined ? undefined : path.resolve(flags.cert),
    key_file: flags.key === undefined ? undefined : path.resolve(flags.key),
  })
  if (!wanted.success) {
    const [issue] = wanted.error.issues
    throw new HomeportError('SETTINGS_001', `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`.trim())
  }
  const status = await running(flags).call('remote.on', wanted.data)
  if (flags.json === true) {
    printJson({ remote_url: status.remote_url, ca_path: status.ca_path })
    return
  }
  process.stdout.write(`${describeRemote(status)}\n`)
}

export async function remoteOff(flags: CommonFlags): Promise<void> {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    prepareDataDir(pathsOf(flags))
    switchRemoteOff(pathsOf(flags))
  } else {
    await server.call('remote.off', {})
  }
  process.stdout.write('Remote access is off. Nothing but this machine can connect.\n')
}

export async function remoteStatus(flags: CommonFlags): Promise<void> {
  const status = await running(flags).call('remote.status', {})
  if (flags.json === true) {
    printJson(status)
  } else {
    process.stdout.write(`${describeRemote(status)}\n`)
  }
}

/** Exit code 1 when the address that is told does not work. */
export async function remoteTest(flags: CommonFlags): Promise<number> {
  const tested = await running(flags).call('remote.test', {})
  if (flags.json === true) {
    printJson(tested)
  } else {
    process.stdout.write(`${describeTest(tested)}\n`)
  }
  return tested.ok ? 0 : 1
}

export async function panic(flags: CommonFlags): Promise<void> {
  const done = await running(flags).call('server.panic', {})
  if (flags.json === true) {
    printJson(done)
    return
  }
  process.stdout.write(
    `Remote access is off. Revoked: ${done.revoked_devices} devices. Paused: ${done.interrupted_sessions} sessions.\n`,
  )
  if (done.failed_sessions > 0) {
    throw new HomeportError(
      'SESSION_003',
      `${done.failed_sessions} sessions could not be paused. "homeport stop" ends everything.`,
    )
  }
}

/** What a person at a terminal is told. Pure. */
export function describeRemote(status: RemoteStatus): string {
  if (!status.enabled) {
    return 'Remote access is off. "homeport remote on" switches it on.'
  }
  if (status.remote_url === null) {
    return `Remote access is switched on but does not work: ${status.problem ?? 'it is just starting'}`
  }
  return [
    'Remote access is on.',
    '',
    `  Address      ${status.remote_url}`,
    `  Answers to   ${status.hosts.join(', ')}`,
    ...(status.certificate === null ? [] : describeCertificate(status.certificate, status)),
  ].join('\n')
}

function describeCertificate({ kind, expires_at, warning }: RemoteCertificate, status: RemoteStatus): string[] {
  const from = kind === 'files' ? 'your files' : 'its own authority'
  const trust = [
    `  Trust        ${status.ca_path}`,
    `               (${status.ca_url})`,
    '               Install it on each device; until then browsers warn, and there is no app and no push.',
  ]
  return [
    `  Certificate  from ${from}, until ${expires_at.slice(0, 10)}`,
    ...(status.ca_path === null ? [] : trust),
    ...(warning === null ? [] : ['', warning]),
  ]
}

/** @throws HomeportError SESSION_003 when none runs. */
function running(flags: CommonFlags): RunningServer {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('SESSION_003', 'Homeport is not running. Start it first ("homeport start").')
  }
  return server
}

function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
