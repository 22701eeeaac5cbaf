import type { ServerCheck } from '#shared/operations/admin.ts'
import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { failureText } from '#server/platform/failure.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { checkClaude, checkClaudeLogin, checkLoginShell } from './checks/claude.ts'
import { checkDataDirectory } from './checks/dataDirectory.ts'
import { checkDiskSpace } from './checks/diskSpace.ts'
import { checkNode } from './checks/node.ts'
import { checkPort } from './checks/port.ts'
import { checkVault } from './checks/vault.ts'
import { type CheckResult, type DoctorReport, fine } from './doctorCheck.ts'

export interface DoctorDeps {
  readonly paths: Paths
  readonly settings: Pick<Settings, 'port'>
  readonly vault: Vault
  readonly claudeStatus: () => Promise<ClaudeStatus>
  /** What runs already knows better how it stands; null: nothing runs. */
  readonly server: (() => Promise<ServerCheck>) | null
}

/** A check that takes longer than this has found something too. */
const CHECK_MS = 30_000

/**
 * Looks at everything Homeport stands on, by asking the running server about what it alone can see. Changes nothing,
 * never throws: a check that breaks is a failed check.
 */
export async function runDoctor(deps: DoctorDeps): Promise<DoctorReport> {
  const { server } = deps
  const serverCheck = server === null ? null : within(CHECK_MS, server())
  const status = serverCheck === null ? within(CHECK_MS, deps.claudeStatus()) : serverCheck.then(({ claude }) => claude)
  const checks = await Promise.all([
    guarded('Node', () => checkNode(process.versions.node)),
    guarded('Claude Code', async () => checkClaude(await status)),
    guarded('Claude login', async () => checkClaudeLogin(await status)),
    guarded('Login shell', async () => checkLoginShell(await status)),
    guarded('Vault', async () =>
      serverCheck === null ? within(CHECK_MS, readVault(deps.vault)) : checkVault((await serverCheck).vault),
    ),
    guarded('Port', async () =>
      serverCheck === null
        ? checkPort({ port: deps.settings.port, gatewayRun: deps.paths.gatewayRun })
        : fine('Port', `${(await serverCheck).port}, where the running Homeport listens`),
    ),
    guarded('Data directory', () => checkDataDirectory(deps.paths)),
    guarded('Disk space', () => checkDiskSpace(deps.paths.dataDir)),
  ])
  const states = new Set(checks.map((check) => check.state))
  return { checks, state: states.has('failed') ? 'failed' : states.has('warning') ? 'warning' : 'ok' }
}

/** The exit code of `homeport doctor`: warnings are no failure. */
export function doctorExitCode(report: DoctorReport): 0 | 1 {
  return report.state === 'failed' ? 1 : 0
}

async function readVault(vault: Vault): Promise<CheckResult> {
  return checkVault({ kind: vault.kind, problem: await vault.problem() })
}

async function guarded(name: string, check: () => CheckResult | Promise<CheckResult>): Promise<CheckResult> {
  try {
    return await check()
  } catch (error) {
    return {
      name,
      state: 'failed',
      detail: failureText(error),
      advice: 'Run it again; if it stays, report it as a bug.',
    }
  }
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`There was no answer within ${ms / 1000} s.`)), ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
