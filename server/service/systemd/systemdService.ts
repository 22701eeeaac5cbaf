import { homedir } from 'node:os'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { ServiceDefinition, ServiceManager } from '../service.ts'
import { readServiceFile, removeServiceFile, writeServiceFile } from '../serviceFile.ts'
import { type RunTool, isOk, mustRun } from '../systemTool.ts'
import { systemdUnit } from './systemdUnit.ts'

export interface SystemdServiceDeps {
  readonly service: ServiceDefinition
  readonly run: RunTool
  readonly env: NodeJS.ProcessEnv
}

/** Linux: a unit of the person's own systemd. */
export function systemdService({ service, run, env }: SystemdServiceDeps): ServiceManager {
  const unit = `${service.name}.service`
  const configHome = env['XDG_CONFIG_HOME'] || path.join(env['HOME'] || homedir(), '.config')
  const location = path.join(configHome, 'systemd/user', unit)
  const systemctl = (...args: string[]) => mustRun(run, 'systemctl', ['--user', ...args])
  const asks = (...args: string[]) => isOk(run, 'systemctl', ['--user', '--quiet', ...args])
  return {
    location,
    hints: [
      ['Log', `journalctl --user -u ${service.name}`],
      ['Restart', `systemctl --user restart ${service.name}   (sessions go on)`],
      ['Stop', `systemctl --user stop ${service.name}   (sessions are suspended)`],
      ['At boot', 'loginctl enable-linger   (it runs while nobody is logged in, too)'],
    ],
    install: async ({ start }) => {
      await refuseWithoutSystemd(run)
      const content = systemdUnit(service)
      const before = readServiceFile(location)
      if (before === content && (await asks('is-enabled', unit)) && (!start || (await asks('is-active', unit)))) {
        return 'unchanged'
      }
      writeServiceFile(location, content)
      await systemctl('daemon-reload')
      await systemctl('enable', unit)
      if (start) {
        await systemctl('restart', unit)
      }
      return before === null ? 'installed' : 'replaced'
    },
    remove: async () => {
      if (readServiceFile(location) === null) {
        return false
      }
      await systemctl('disable', '--now', unit)
      removeServiceFile(location)
      await systemctl('daemon-reload')
      return true
    },
    status: async () => ({ installed: readServiceFile(location) !== null, enabled: await asks('is-enabled', unit) }),
  }
}

/** @throws HomeportError SETTINGS_001 when there is no systemd for this person. */
async function refuseWithoutSystemd(run: RunTool): Promise<void> {
  const answer = await run('systemctl', ['--user', 'show', '--property=Version'])
  if (answer.kind === 'missing' || !answer.ok) {
    const reason = answer.kind === 'missing' ? 'there is no systemctl here' : `systemctl says: ${answer.output}`
    throw new HomeportError(
      'SETTINGS_001',
      `systemd does not serve this user (${reason}); nothing was written. ` +
        'Let whatever starts programs here run "homeport serve". Over SSH or sudo, log in as the user itself.',
    )
  }
}

/** What systemd passes to the program that it runs to stop a unit (`ExecStop`), and after its end (`ExecStopPost`). */
export interface StoppingFacts {
  readonly unit: string
  /** Absent: the supervisor is gone already. */
  readonly mainPid: string | undefined
  /** How the unit ended: `success`, or what went wrong. */
  readonly result: string | undefined
  /** What `systemctl list-jobs` says meanwhile: nothing else distinguishes a restart from a stop. */
  readonly jobs: string
}

/**
 * What is to be stopped: everything, sessions suspended; only the gateway when the unit is just restarted, or when the
 * supervisor crashed and its gateway serves on, in the way of the next one; nothing when it ended by itself, as after
 * `homeport stop`.
 */
export function whatToStop({ unit, mainPid, result, jobs }: StoppingFacts): 'everything' | 'gateway' | 'nothing' {
  if (mainPid === undefined) {
    return result === undefined || result === 'success' ? 'nothing' : 'gateway'
  }
  const isRestart = jobs.split('\n').some((line) => {
    const [, name, type] = line.trim().split(/\s+/)
    return name === unit && (type === 'restart' || type === 'try-restart')
  })
  return isRestart ? 'gateway' : 'everything'
}
