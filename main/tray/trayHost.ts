import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

/** The program that shows tray pictures on Linux; GNOME has none without an extension. */
const WATCHER = 'org.kde.StatusNotifierWatcher'
const ANSWER_WITHIN_MS = 2_000

/** The two programs by which a shell asks the session's bus; one or both come with every desktop. */
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
 * Whether somebody shows tray pictures here. Electron does not tell: on Linux it registers a picture that nobody may ever
 * see. Where nobody can say, the answer is no: a window that minimises is found again, one that hides is not.
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
    const said = await query(asker, env)
    if (said !== null) {
      return asker.yes.test(said)
    }
  }
  return false
}

/** null: it is not there, or the bus does not answer. */
function query({ file, args }: (typeof askers)[number], env: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(file, [...args], { env, timeout: ANSWER_WITHIN_MS, windowsHide: true }, (error, stdout) => {
      resolve(error === null ? stdout : null)
    })
  })
}

/** At a start with the computer the panel may come up after the program. */
const WITHIN_MS = 60_000
const ASK_EVERY_MS = 2_000

export interface WaitForTrayHostDeps {
  readonly ask: () => Promise<boolean>
  /** Ends the wait: the program quits. */
  readonly signal: AbortSignal
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Whether somebody shows tray pictures, asked again for a minute. Resolves with false when nobody does by then. */
export async function waitForTrayHost({ ask, signal, wait = delay }: WaitForTrayHostDeps): Promise<boolean> {
  for (let waited = 0; waited <= WITHIN_MS && !signal.aborted; waited += ASK_EVERY_MS) {
    if (await ask()) {
      return !signal.aborted
    }
    await wait(ASK_EVERY_MS)
  }
  return false
}
