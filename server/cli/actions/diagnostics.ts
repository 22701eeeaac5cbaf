import { writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { Diagnostics } from '#shared/operations/diagnostics.ts'
import { createHeadFile } from '#server/gateway/audit/log/headFile.ts'
import { openForReading } from '#server/gateway/audit/read/readAuditLog.ts'
import { verifyAuditLog } from '#server/gateway/audit/read/verify.ts'
import { collectDiagnostics } from '#server/gateway/observability/diagnostics/collectDiagnostics.ts'
import { describeMachine } from '#server/gateway/observability/diagnostics/machine.ts'
import { newestLogs } from '#server/gateway/observability/diagnostics/newestLogs.ts'
import { runDoctor } from '#server/gateway/observability/diagnostics/runDoctor.ts'
import { measureStorage } from '#server/gateway/observability/resources/storage.ts'
import { systemClock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { readSettings } from '#server/platform/settings/settings.ts'
import { VERSION } from '#server/platform/version.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { pathsOf } from '../dataDir.ts'

export interface DiagnosticsFlags {
  readonly dataDir?: string | undefined
  readonly out?: string | undefined
}

/**
 * Writes what helps to find out what is wrong into a file that only its owner can read, and says where.
 * @throws HomeportError SETTINGS_001 when the file cannot be written.
 */
export async function writeDiagnostics(flags: DiagnosticsFlags): Promise<void> {
  configureLogging({ level: 'silent' })
  const paths = pathsOf(flags)
  const bundle = await (askServer(paths) ?? collectOffline(paths))
  const file = path.resolve(flags.out ?? `homeport-diagnostics-${bundle.made_at.replace(/\D/g, '').slice(0, 14)}.json`)
  try {
    writeFileSync(file, `${JSON.stringify(bundle, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new HomeportError('SETTINGS_001', `The bundle cannot be written to ${file}: ${failureText(error)}.`)
  }
  process.stdout.write(
    `${file}\nIt holds no secrets, no prompts and no file contents. Look through it before you send it.\n`,
  )
}

/** A server that does not answer may be the very problem: then the files are read. null: none runs. */
function askServer(paths: Paths): Promise<Diagnostics> | null {
  const server = findRunningServer(paths)
  return server === null ? null : server.call('diagnostics.read', {}).catch(() => collectOffline(paths))
}

async function collectOffline(paths: Paths): Promise<Diagnostics> {
  return collectDiagnostics(
    {
      machine: () => describeMachine(VERSION),
      doctor: () => runDoctor(paths.dataDir),
      settings: () => {
        const { values, origins } = readSettings({ paths, env: process.env })
        return { values, origins }
      },
      storage: () => measureStorage({ paths, home: homedir(), env: process.env }),
      audit_log: () => {
        const database = openForReading(paths)
        try {
          return verifyAuditLog({ database, headFile: createHeadFile(paths.auditHead) })
        } finally {
          database.close()
        }
      },
      logs: () => newestLogs(paths.logDir),
    },
    { clock: systemClock, home: homedir() },
  )
}
