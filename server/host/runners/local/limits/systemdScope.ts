import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { ProgramLimits } from '../../runner.ts'

/** What a program is started with. */
export interface Command {
  readonly command: string
  readonly args: readonly string[]
}

const PROBE_MS = 3_000

/** plain: of a systemd before 253, whose scopes know no `OOMPolicy`. */
export type Scopes = 'going_on' | 'plain'

/**
 * Which scopes the person's service manager (`systemctl --user`) takes programs into; null: none. Asked with a program that does
 * nothing. Never rejects.
 */
export async function userScopes(env: Readonly<Record<string, string | undefined>>): Promise<Scopes | null> {
  for (const scopes of ['going_on', 'plain'] as const) {
    if (await takes(scopes, env)) {
      return scopes
    }
  }
  return null
}

function takes(scopes: Scopes, env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  return new Promise((resolve) => {
    const limits = { memory_bytes: 64 * 1024 * 1024, cpu_percent: 100 }
    const { command, args } = inScope({ command: 'true', args: [] }, limits, scopes)
    execFile(command, [...args], { env, timeout: PROBE_MS, windowsHide: true }, (error) => resolve(error === null))
  })
}

/**
 * Whether there is anything to ask: the manager's own socket, or the bus of its person, as systemd-run looks for them. Both are gone
 * once the person has logged out everywhere and nothing lingers.
 */
export function hasUserManager(env: Readonly<Record<string, string | undefined>>): boolean {
  const runtime = env['XDG_RUNTIME_DIR'] ?? ''
  const bus = env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const places = runtime === '' ? [] : [path.join(runtime, 'systemd', 'private'), path.join(runtime, 'bus')]
  const named = /(?:^|;)unix:path=([^,;]+)/.exec(bus)?.[1]
  // An address without a file tells nothing before it is asked.
  return (
    [...places, ...(named === undefined ? [] : [named])].some((one) => existsSync(one)) ||
    (bus !== '' && named === undefined)
  )
}

/**
 * The same program, in a scope with the limits: `systemd-run` becomes the program itself, so that process id, streams and
 * descriptors stay what they are (systemd-run(1)). Where the kernel ends one process of it for its memory, systemd would end all of the
 * scope from 253 on: Claude Code, too, where a tool took too much. `OOMPolicy=continue` leaves it at the one.
 */
export function inScope(
  { command, args }: Command,
  { memory_bytes, cpu_percent }: ProgramLimits,
  scopes: Scopes,
): Command {
  const properties = [
    ...(scopes === 'going_on' ? ['OOMPolicy=continue'] : []),
    ...(memory_bytes === null ? [] : [`MemoryMax=${memory_bytes}`, 'MemorySwapMax=0']),
    ...(cpu_percent === null ? [] : [`CPUQuota=${cpu_percent}%`]),
  ]
  return {
    command: 'systemd-run',
    args: [
      '--user',
      '--scope',
      '--quiet',
      '--collect',
      ...properties.flatMap((one) => ['-p', one]),
      '--',
      command,
      ...args,
    ],
  }
}
