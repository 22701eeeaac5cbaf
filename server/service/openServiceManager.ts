import { userInfo } from 'node:os'
import { HomeportError } from '#shared/errors.ts'
import { launchdService } from './launchd/launchdService.ts'
import type { ServiceDefinition, ServiceManager } from './service.ts'
import { runTool } from './systemTool.ts'
import { systemdService } from './systemd/systemdService.ts'
import { windowsService } from './windows/windowsService.ts'

export interface ServiceManagerOptions {
  readonly service: ServiceDefinition
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly stopRunning: () => Promise<void>
}

/** What starts programs at login on this system. @throws HomeportError SETTINGS_001 where we know of nothing. */
export function openServiceManager({ service, platform, env, stopRunning }: ServiceManagerOptions): ServiceManager {
  const run = runTool
  switch (platform) {
    case 'linux':
      return systemdService({ service, run, env })
    case 'darwin':
      return launchdService({ service, run, env, userId: userInfo().uid })
    case 'win32':
      return windowsService({ service, run, user: windowsUser(env), stopRunning })
    default:
      throw new HomeportError('SETTINGS_001', `Homeport knows no services on ${platform}. Run "homeport serve" there.`)
  }
}

function windowsUser(env: NodeJS.ProcessEnv): string {
  const domain = env['USERDOMAIN']
  const { username } = userInfo()
  return domain === undefined ? username : `${domain}\\${username}`
}
