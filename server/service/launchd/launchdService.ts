import { homedir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { HomeportError } from '#shared/errors.ts'
import { launchdLabel, launchdPlist } from './launchdPlist.ts'
import type { ServiceDefinition, ServiceManager } from '../service.ts'
import { readServiceFile, removeServiceFile, writeServiceFile } from '../serviceFile.ts'
import { type RunTool, isOk, mustRun } from '../systemTool.ts'

/** launchd forgets an agent only when its processes are gone; until then it refuses the new one. */
const BOOTSTRAP_TRIES = 20
const BOOTSTRAP_EVERY_MS = 500

export interface LaunchdServiceDeps {
  readonly service: ServiceDefinition
  readonly run: RunTool
  readonly env: NodeJS.ProcessEnv
  readonly userId: number
}

/** macOS: a launch agent of the person. */
export function launchdService({ service, run, env, userId }: LaunchdServiceDeps): ServiceManager {
  const domain = `gui/${userId}`
  const label = launchdLabel(service)
  const location = path.join(env['HOME'] || homedir(), 'Library/LaunchAgents', `${label}.plist`)
  const isLoaded = () => isOk(run, 'launchctl', ['print', `${domain}/${label}`])
  return {
    location,
    hints: [
      ['Log', `tail -f '${service.logFile}'`],
      ['Restart', 'homeport stop --keep-sessions, then the next line'],
      ['Start', `launchctl kickstart ${domain}/${label}`],
    ],
    install: async ({ start }) => {
      await refuseWithoutDesktop(run, domain)
      const content = launchdPlist(service)
      const before = readServiceFile(location)
      if (before === content && (!start || (await isLoaded()))) {
        return 'unchanged'
      }
      writeServiceFile(location, content)
      if (await isLoaded()) {
        await mustRun(run, 'launchctl', ['bootout', `${domain}/${label}`])
      }
      await mustRun(run, 'launchctl', ['enable', `${domain}/${label}`])
      if (start) {
        await bootstrap(run, [domain, location])
      }
      return before === null ? 'installed' : 'replaced'
    },
    remove: async () => {
      if (readServiceFile(location) === null) {
        return false
      }
      if (await isLoaded()) {
        await mustRun(run, 'launchctl', ['bootout', `${domain}/${label}`])
      }
      removeServiceFile(location)
      return true
    },
    status: async () => {
      const installed = readServiceFile(location) !== null
      return { installed, enabled: installed && !(await isDisabled(run, { domain, label })) }
    },
  }
}

/** @throws HomeportError SETTINGS_001 when nobody is logged in at the Mac itself, or there is no launchd. */
async function refuseWithoutDesktop(run: RunTool, domain: string): Promise<void> {
  if (!(await isOk(run, 'launchctl', ['print', domain]))) {
    throw new HomeportError(
      'SETTINGS_001',
      `launchd knows no login of this user (${domain}); nothing was written. Log in at the Mac itself once, then try again.`,
    )
  }
}

async function bootstrap(run: RunTool, [domain, plist]: readonly [string, string]): Promise<void> {
  for (let left = BOOTSTRAP_TRIES; left > 0; left -= 1) {
    if (await isOk(run, 'launchctl', ['bootstrap', domain, plist])) {
      return
    }
    await delay(BOOTSTRAP_EVERY_MS)
  }
  await mustRun(run, 'launchctl', ['bootstrap', domain, plist])
}

async function isDisabled(run: RunTool, { domain, label }: { domain: string; label: string }): Promise<boolean> {
  const answer = await run('launchctl', ['print-disabled', domain])
  return answer.kind === 'ended' && ['true', 'disabled'].some((word) => answer.output.includes(`"${label}" => ${word}`))
}
