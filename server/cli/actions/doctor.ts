import { createClaude } from '#server/host/claude/claude.ts'
import { createJudge } from '#server/host/dangers/judge.ts'
import { createLocalRunner } from '#server/host/runners/local/localRunner.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import { loadSettings } from '#server/platform/settings/settings.ts'
import { openVault } from '#server/platform/vault/openVault.ts'
import { doctorExitCode, runDoctor } from '../../doctor/doctor.ts'
import { formatDoctor } from '../../doctor/formatDoctor.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import { pathsOf } from '../dataDir.ts'

/** Prints what it found on stdout. Returns 1 when something is broken, 0 otherwise. */
export async function doctor(flags: {
  readonly dataDir?: string | undefined
  readonly json?: boolean
}): Promise<number> {
  // The report is for people; what the parts would log besides is not.
  configureLogging({ level: 'silent' })
  const paths = pathsOf(flags)
  const settings = loadSettings({ paths, env: process.env })
  const vault = openVault({ kind: settings.vault, paths })
  const claude = createClaude({
    settings,
    vault,
    clock: systemClock,
    ids: systemIds,
    demo: false,
    env: process.env,
    dataDir: paths.dataDir,
    isLocalOwner: () => true,
    judge: createJudge(process.env),
    runner: createLocalRunner({ clock: systemClock }),
    trust: { inspect: () => Promise.reject(new Error('The doctor starts no session.')), storedGrants: () => [] },
  })
  const running = findRunningServer(paths)
  const report = await runDoctor({
    paths,
    settings,
    vault,
    claudeStatus: () => claude.status(null),
    server: running === null ? null : () => running.call('server.check', {}),
  })
  process.stdout.write(flags.json === true ? `${JSON.stringify(report)}\n` : formatDoctor(report))
  return doctorExitCode(report)
}
