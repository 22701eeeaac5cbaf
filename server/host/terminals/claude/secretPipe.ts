import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { failureCode } from '#server/platform/failure.ts'
import { SECRET_FD } from '../../runners/runner.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'

const run = promisify(execFile)

/** How long the program may take to ask for it. */
const WAIT_MS = 10_000
const TRY_EVERY_MS = 20

/** A pseudo terminal hands over no descriptors: a shell before the program makes one of a pipe in the file system. */
const SCRIPT = `pipe=$1; shift
{ { cat "$pipe"; rm -f "$pipe"; } </dev/null | { exec ${SECRET_FD}<&0 <&9 9<&-; exec "$@"; }; } 9<&0`

export interface Command {
  readonly command: string
  readonly args: readonly string[]
}

/** The program as it is started on a terminal with its secret on `SECRET_FD`. */
export function withSecretPipe({ command, args }: Command, pipe: string): Command {
  return { command: '/bin/sh', args: ['-c', SCRIPT, 'sh', pipe, command, ...args] }
}

/**
 * Makes the pipe, which its owner alone may open, and hands the secret to the first who reads: it never lies on the disk.
 * @throws Error of `mkfifo` where that is not to be had.
 */
export async function offerSecret(pipe: string, secret: string, timers: Timers): Promise<void> {
  await run('mkfifo', ['-m', '600', pipe], { windowsHide: true })
  void handOver({ pipe, secret, timers, left: WAIT_MS / TRY_EVERY_MS })
}

interface Offer {
  readonly pipe: string
  readonly secret: string
  readonly timers: Timers
  readonly left: number
}

/** Nobody reads yet: tried again. Nobody ever does: the pipe goes. */
async function handOver({ left, ...offer }: Offer): Promise<void> {
  const { pipe, secret, timers } = offer
  try {
    const end = await open(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
    await end.write(`${secret}\n`)
    await end.close()
  } catch (error) {
    if (failureCode(error) === 'ENXIO' && left > 0) {
      timers.after(TRY_EVERY_MS, () => void handOver({ ...offer, left: left - 1 }))
      return
    }
    await rm(pipe, { force: true }).catch(() => {})
  }
}
