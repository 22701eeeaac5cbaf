import { entryPoint } from '#server/platform/processes/entryPoints.ts'
import { prepareDataDir } from '#server/platform/files/paths.ts'
import { defineService } from '../../service/defineService.ts'
import { openServiceManager } from '../../service/openServiceManager.ts'
import type { InstallOutcome, ServiceManager } from '../../service/service.ts'
import { runTool } from '../../service/systemTool.ts'
import { whatToStop } from '../../service/systemd/systemdService.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { stopServer } from '../../start/stopServer.ts'
import { pathsOf } from '../dataDir.ts'

export interface ServiceFlags {
  readonly dataDir?: string | undefined
  readonly port?: string | undefined
  readonly vault?: string | undefined
  readonly json?: boolean | undefined
}

const firstWords: Readonly<Record<InstallOutcome, string>> = {
  installed: 'Homeport is installed as a service: it starts when you log in.',
  replaced: 'The service was there already and is replaced.',
  unchanged: 'The service was there already; nothing was changed.',
}

/** @throws HomeportError saying what the system refused. */
export async function installService(flags: ServiceFlags): Promise<void> {
  const paths = pathsOf(flags)
  prepareDataDir(paths)
  const manager = managerOf(flags)
  // One that a person started holds the data directory; the service would find it, and end at once.
  const byHand = findRunningServer(paths) !== null && !(await manager.status()).installed
  const outcome = await manager.install({ start: !byHand })
  const lines = [
    firstWords[outcome],
    ...(byHand ? ['One that was started by hand runs now; the service takes over at the next login.'] : []),
    '',
    ...describe(manager),
    '  Link      homeport start   (says where it runs, with a sign-in link)',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** @throws HomeportError saying what the system refused. */
export async function removeService(flags: ServiceFlags): Promise<void> {
  const removed = await managerOf(flags).remove()
  process.stdout.write(
    removed
      ? 'The service is stopped and taken away. Sessions, settings and everything else stay where they are.\n'
      : 'There is no service to take away.\n',
  )
}

export async function serviceStatus(flags: ServiceFlags): Promise<void> {
  const manager = managerOf(flags)
  const status = await manager.status()
  const pid = findRunningServer(pathsOf(flags))?.pid ?? null
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ ...status, place: manager.location, running_pid: pid })}\n`)
    return
  }
  const lines = [
    status.installed ? 'The service is installed.' : 'No service is installed ("homeport service install").',
    ...(status.installed && !status.enabled ? ['It is switched off: it does not start at login.'] : []),
    pid === null ? 'Homeport is not running.' : `Homeport is running (process ${pid}).`,
    ...(status.installed ? ['', ...describe(manager)] : []),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** What systemd runs to stop the unit, and after its end. */
export async function serviceStopping(flags: ServiceFlags): Promise<void> {
  const answer = await runTool('systemctl', ['--user', 'list-jobs', '--no-legend', '--plain', '--no-pager'])
  const what = whatToStop({
    unit: `${serviceOf(flags).name}.service`,
    mainPid: process.env['MAINPID'],
    result: process.env['SERVICE_RESULT'],
    jobs: answer.kind === 'ended' && answer.ok ? answer.output : '',
  })
  if (what !== 'nothing') {
    await stopServer(pathsOf(flags), { keepSessions: what === 'gateway' })
  }
}

function describe({ location, hints }: ServiceManager): string[] {
  return [['Written', location] as const, ...hints].map(([label, words]) => `  ${label.padEnd(9)} ${words}`)
}

function serviceOf(flags: ServiceFlags) {
  const { env, platform } = process
  const { port, vault } = flags
  return defineService({ paths: pathsOf(flags), cli: entryPoint('cli'), env, platform, port, vault })
}

function managerOf(flags: ServiceFlags): ServiceManager {
  const { env, platform } = process
  const stopRunning = async () => void (await stopServer(pathsOf(flags), { keepSessions: false }))
  return openServiceManager({ service: serviceOf(flags), platform, env, stopRunning })
}
