import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, vi } from 'vitest'
import type { ProcessIdentity } from '#server/platform/processes/processSigns.ts'
import { processStartMark } from '#server/platform/processes/processStart.ts'
import { killTree } from '#server/platform/processes/processTree.ts'
import { callKeychain } from '#server/platform/vault/keychainChild.ts'

/** A desktop session of its own, as far as secrets are concerned. */
export interface DesktopSession {
  /** What a program in the session has in its environment. */
  readonly env: NodeJS.ProcessEnv
  close(): Promise<void>
}

export interface DesktopSessionOptions {
  /** Holds the keyring; a second session with the same home finds the first one's secrets. */
  readonly home: string
  /** `none`: a bus on which nobody keeps secrets. A password that does not fit leaves the keyring locked. */
  readonly keyring: { readonly password: string } | 'none'
}

const INSTALL =
  'These tests need a real gnome-keyring on a private D-Bus. Install both (Debian, Ubuntu: ' +
  'apt install dbus-daemon gnome-keyring libsecret-1-0) and run them again.'

/**
 * A private D-Bus with a real gnome-keyring on it. Nothing is started by the bus itself, so no prompt ever shows up
 * on the developer's own screen.
 * @throws Error saying what to install when they are missing.
 */
export async function openDesktopSession({ home, keyring }: DesktopSessionOptions): Promise<DesktopSession> {
  const runtime = path.join(home, 'run')
  mkdirSync(runtime, { recursive: true, mode: 0o700 })
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(runtime, 'bus')}`,
  }
  const bus = await startBus(runtime, env)
  const close = async () => {
    // The keyring's daemon has no parent any more; its environment tells whose it is.
    await killTree(bus, { graceMs: 2_000, marked: { name: 'XDG_RUNTIME_DIR', value: runtime } })
  }
  try {
    if (keyring !== 'none') {
      await startKeyring(keyring.password, env)
    }
  } catch (error) {
    await close()
    throw error
  }
  return { env, close }
}

async function startBus(runtime: string, env: NodeJS.ProcessEnv): Promise<ProcessIdentity> {
  const config = path.join(runtime, 'bus.conf')
  writeFileSync(config, busConfig(path.join(runtime, 'bus')))
  const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await orInstall(once(bus, 'spawn'))
  await Promise.race([once(bus.stdout, 'data'), once(bus, 'exit')])
  const started = processStartMark(bus.pid ?? 0)
  if (bus.pid === undefined || started === null) {
    throw new Error('The private D-Bus could not start.')
  }
  return { pid: bus.pid, started }
}

/** Settles when it serves; whether it could be unlocked is another matter. */
async function startKeyring(password: string, env: NodeJS.ProcessEnv): Promise<void> {
  const daemon = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const exit = once(daemon, 'exit')
  daemon.stdin.on('error', () => {})
  daemon.stdin.end(`${password}\n`)
  await orInstall(exit)
  await vi.waitFor(
    async () => {
      const question = { action: 'get', service: 'Homeport tests', account: 'ready' } as const
      const words = await callKeychain(question, { env, timeoutMs: 5_000 }).then(String, String)
      expect(words).not.toMatch(/not provided/)
    },
    { timeout: 10_000 },
  )
}

async function orInstall(started: Promise<unknown>): Promise<void> {
  try {
    await started
  } catch (cause) {
    throw new Error(INSTALL, { cause })
  }
}

function busConfig(address: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
    "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}
