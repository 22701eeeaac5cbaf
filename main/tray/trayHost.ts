import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

/** The program that shows tray pictures on Linux; GNOME has none without an extension. */
const WATCHER = 'org.kde.StatusNotifierWatcher'
const ANSWER_WITHIN_MS = 2_000

/** The command-line clients of the session bus; every desktop comes with at least one. */
const askers: readonly { readonly file: string; readonly args: readonly string[]; readonly yes: RegExp }[] = [
  {
    file: 'gdbus',
    args: [
      'call',
      '--session',
      '--dest',
      'org.freedesktop.DBus',
      '--object-path',
      '/org/freedesktop/DBus',
      '--method',
      'org.freedesktop.DBus.NameHasOwner',
      WATCHER,
    ],
    yes: /\btrue\b/,
  },
  {
    file: 'dbus-send',
    args: [
      '--session',
      '--print-reply',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      `string:${WATCHER}`,
    ],
    yes: /\bboolean true\b/,
  },
]

/**
 * Whether the desktop shows tray icons. Electron does not report it: on Linux it registers an icon that may never be
 * shown. False when unknown: a minimised window can be found again, a hidden one cannot.
 */
export async function hasTrayHost({
  platform,
  env,
}: {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
}): Promise<boolean> {
  if (platform !== 'linux') {
    return true
  }
  for (const asker of askers) {
    const reply = await query(asker, env)
    if (reply !== null) {
      return asker.yes.test(reply)
    }
  }
  return false
}

/** null when the client is not installed, or the bus does not answer. */
function query({ file, args }: (typeof askers)[number], env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(file, [...args], { env, timeout: ANSWER_WITHIN_MS, windowsHide: true }, (error, stdout) => {
      resolve(error === null ? stdout : null)
    })
  })
}

/** At login the panel may start after the program. */
const WITHIN_MS = 60_000
const POLL_EVERY_MS = 2_000

export interface WaitForTrayHostDeps {
  readonly ask: () => Promise<boolean>
  /** Aborted when the program quits. */
  readonly signal: AbortSignal
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Whether the desktop shows tray icons, polled for a minute. Resolves with false when none appears by then. */
export async function waitForTrayHost({ ask, signal, wait = delay }: WaitForTrayHostDeps): Promise<boolean> {
  for (let waited = 0; waited <= WITHIN_MS && !signal.aborted; waited += POLL_EVERY_MS) {
    if (await ask()) {
      return !signal.aborted
    }
    await wait(POLL_EVERY_MS)
  }
  return false
}
