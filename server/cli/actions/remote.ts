import { HomeportError } from '#shared/errors.ts'
import { type CommonFlags, callServer } from '../callServer.ts'
import { describeTest } from './describeTest.ts'
import type { RunningServer } from '../../processes/controlClient.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { pathsOf } from '../dataDir.ts'
import { describeFixed, describeRemote } from './describeRemote.ts'
import { type RemoteOnFlags, wantedOf } from './remoteOnFlags.ts'
import { counted } from '#shared/text/plural.ts'

/** Prints the address, and where the certificate lies that devices must trust. */
export async function remoteOn(flags: RemoteOnFlags & CommonFlags): Promise<void> {
  const server = findRunningServer(pathsOf(flags))
  const wanted = wantedOf(flags)
  const status =
    server === null
      ? await callServer('remote.on', wanted, flags)
      : await server.call('remote.on', wanted, { waits: 'for others' })
  if (flags.json === true) {
    printJson({ remote_url: status.remote_url, ca_path: status.ca_path })
    process.stderr.write(describeFixed(status))
    return
  }
  const opensLater = 'Remote access is switched on. It opens with the next start ("homeport start").'
  process.stdout.write(
    `${server === null ? `${opensLater}\n${describeFixed(status)}`.trimEnd() : describeRemote(status)}\n`,
  )
}

export async function remoteOff(flags: CommonFlags): Promise<void> {
  await callServer('remote.off', {}, flags)
  process.stdout.write('Remote access is off. Nothing but this machine can connect.\n')
}

export async function remoteStatus(flags: CommonFlags): Promise<void> {
  const status = await callServer('remote.status', {}, flags)
  if (flags.json === true) {
    printJson(status)
  } else {
    process.stdout.write(`${describeRemote(status)}\n`)
  }
}

/** Exit code 1 when the address that is shown does not work. */
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
  const done = await callServer('server.panic', {}, flags)
  if (flags.json === true) {
    printJson(done)
    return
  }
  process.stdout.write(
    `Remote access is off. Revoked: ${counted(done.revoked_devices, { one: '# device', other: '# devices' })}. Paused: ${sessions(done.interrupted_sessions)}.\n`,
  )
  if (done.failed_sessions > 0) {
    throw new HomeportError(
      'SESSION_003',
      `${sessions(done.failed_sessions)} could not be paused. "homeport stop" ends everything.`,
    )
  }
}

function sessions(count: number): string {
  return counted(count, { one: '# session', other: '# sessions' })
}

/** @throws HomeportError HOST_001 when none runs. */
function running(flags: CommonFlags): RunningServer {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('HOST_001', 'Homeport is not running. Start it first ("homeport start").')
  }
  return server
}

function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
