import { rmSync } from 'node:fs'
import path from 'node:path'
import type { ServiceDefinition, ServiceManager } from '../service.ts'
import { writeServiceFile } from '../serviceFile.ts'
import { type RunTool, isOk, mustRun } from '../systemTool.ts'
import { windowsTask } from './windowsTask.ts'

export interface WindowsServiceDeps {
  readonly service: ServiceDefinition
  readonly run: RunTool
  /** `DOMAIN\name`. */
  readonly user: string
  /** Stops what runs, sessions suspended: ending the task would kill them. */
  readonly stopRunning: () => Promise<void>
}

/** Windows: a task of the person that runs at logon. */
export function windowsService({ service, run, user, stopRunning }: WindowsServiceDeps): ServiceManager {
  const task = ['/TN', service.name]
  const isInstalled = () => isOk(run, 'schtasks', ['/Query', ...task])
  return {
    location: `task "${service.name}" of the Task Scheduler`,
    hints: [
      ['Restart', 'homeport stop --keep-sessions, then the next line'],
      ['Start', `schtasks /Run /TN ${service.name}`],
    ],
    install: async ({ start }) => {
      const content = windowsTask(service, user)
      const before = await isInstalled()
      const file = path.join(service.dataDir, 'run', `${service.name}.xml`)
      // With its mark, or schtasks takes UTF-16 for something else.
      writeServiceFile(file, Buffer.from(`\uFEFF${content}`, 'utf16le'))
      try {
        await mustRun(run, 'schtasks', ['/Create', ...task, '/XML', file, '/F'])
      } finally {
        rmSync(file, { force: true })
      }
      if (start) {
        await mustRun(run, 'schtasks', ['/Run', ...task])
      }
      return before ? 'replaced' : 'installed'
    },
    remove: async () => {
      if (!(await isInstalled())) {
        return false
      }
      await stopRunning()
      await mustRun(run, 'schtasks', ['/Delete', ...task, '/F'])
      return true
    },
    status: async () => {
      const installed = await isInstalled()
      return { installed, enabled: installed }
    },
  }
}
