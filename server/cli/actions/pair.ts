import { createInterface } from 'node:readline/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { renderUnicodeCompact } from 'uqr'
import { HomeportError } from '#shared/errors.ts'
import type { PairingStatus } from '#shared/operations/pairing.ts'
import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import { counted } from '#shared/text/plural.ts'
import { findRunningServer } from '../../processes/runningServer.ts'
import type { RunningServer } from '../../processes/controlClient.ts'
import type { CommonFlags } from '../callServer.ts'
import { pathsOf } from '../dataDir.ts'

const POLL_MS = 1000

export interface PairFlags extends CommonFlags {
  readonly name?: string | undefined
  readonly role?: InputOf<'pairing.create'>['role']
}

/**
 * Shows a code, waits for a device, and asks whether it shows the same words. `--json` prints the address of the code as
 * one line, then what came of it as another; the question is asked all the same. Exit code 1 when no device was let in.
 * @throws HomeportError HOST_001 when no server runs, and as the operations refuse.
 */
export async function pairDevice(flags: PairFlags): Promise<number> {
  const server = findRunningServer(pathsOf(flags))
  if (server === null) {
    throw new HomeportError('HOST_001', 'Homeport is not running. Start it first ("homeport start").')
  }
  const { name, role, json } = flags
  const begun = await server.call('pairing.create', {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
  })
  process.stdout.write(json === true ? `${JSON.stringify(begun)}\n` : describeCode(begun))
  const claimed = await whenLeaving(server, begun.pairing_id, ['waiting'])
  const outcome = claimed.state === 'claimed' ? await decide(server, begun.pairing_id, claimed) : claimed
  process.stdout.write(json === true ? `${JSON.stringify(outcome)}\n` : `${describeOutcome(outcome)}\n`)
  return outcome.state === 'confirmed' ? 0 : 1
}

function describeCode({ url, expires_in }: ResultOf<'pairing.create'>): string {
  return [
    renderUnicodeCompact(url, { border: 2 }),
    '',
    `Scan it with the phone, or open ${url} there.`,
    `It works once, for ${counted(Math.round(expires_in / 60), { one: '# minute', other: '# minutes' })}.`,
    '',
  ].join('\n')
}

/** Waits while the pairing is in one of these states. */
async function whenLeaving(
  server: RunningServer,
  pairing_id: string,
  states: readonly PairingStatus['state'][],
): Promise<PairingStatus> {
  for (;;) {
    const status = await server.call('pairing.status', { pairing_id })
    if (!states.includes(status.state)) {
      return status
    }
    await delay(POLL_MS)
  }
}

async function decide(server: RunningServer, pairing_id: string, claimed: PairingStatus): Promise<PairingStatus> {
  const code = claimed.code ?? ''
  process.stderr.write(
    `\n“${claimed.device_name}” wants to be paired, as ${claimed.role}. It shows three words:\n\n    ${code}\n\n` +
      (claimed.tried_again ? 'A second device tried the same code: refuse, unless that was you.\n\n' : ''),
  )
  if (await isYes('Does it show the same words, and shall it enter? [y/N] ')) {
    await server.call('pairing.confirm', { pairing_id, code })
  } else {
    await server.call('pairing.cancel', { pairing_id })
  }
  return server.call('pairing.status', { pairing_id })
}

/** Anything but a yes is a no, also the end of the input. */
async function isYes(question: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new Promise<string>((resolve) => {
    asking.once('close', () => resolve(''))
  })
  const answer = await Promise.race([asking.question(question), ended])
  asking.close()
  return /^y(es)?$/i.test(answer.trim())
}

function describeOutcome({ state, device_name }: PairingStatus): string {
  switch (state) {
    case 'confirmed':
      return `“${device_name}” is paired. End it at any time under Devices.`
    case 'expired':
      return 'It took too long, so nothing was paired. Run "homeport pair" again for a fresh code.'
    case 'refused':
    case 'waiting':
    case 'claimed':
      return 'Nothing was paired.'
  }
}
