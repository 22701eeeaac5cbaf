import { devices } from 'playwright-core'
import { type PairingStep, pair } from '#test/support/browser/pairedPhone.ts'
import type { Row } from '../report/row.ts'
import { HOW, type Phone, type Place, Wire, row } from './place.ts'

export interface Paired {
  readonly phone: Phone
  /** ms since "Pair a phone" was pressed. */
  readonly at: ReadonlyMap<PairingStep, number>
  readonly bytes: number
}

/** Pairs one more phone, cold, as its person does. */
export async function pairOne({ server, browser, origin }: Place): Promise<Paired> {
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'en-GB', permissions: ['notifications'] })
  const workstation = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const at = new Map<PairingStep, number>()
  let wire: Wire | undefined
  const person = await pair(server, {
    workstation,
    phone: context,
    origin,
    prepare: async ({ page }) => {
      wire = await Wire.of(page)
    },
    step: (step) => at.set(step, performance.now()),
  })
  await workstation.close()
  if (wire === undefined) {
    throw new Error('nothing was counted')
  }
  const bytes = wire.taken()
  const began = at.get('asked') ?? 0
  return { phone: { person, wire }, bytes, at: new Map([...at].map(([step, when]) => [step, when - began])) }
}

export function pairingRows(paired: readonly Paired[]): Row[] {
  const until = (step: PairingStep) => paired.map(({ at }) => (at.get(step) ?? Number.NaN) / 1000)
  return [
    row('pairing: “Pair a phone” → the QR code', until('shown'), ['s', 'at the workstation']),
    row('pairing: … → the phone has the page of the code', until('opened'), ['s', `${HOW}, cold cache, no camera`]),
    row('pairing: … → the same three words on both', until('compared'), ['s', 'nobody reads or thinks meanwhile']),
    {
      ...row('pairing: … → first page on the phone', until('first_page'), [
        's',
        '1 tap on the phone, 2 clicks at the workstation',
      ]),
      goal: 60,
    },
    row(
      'pairing: bytes on the phone',
      paired.map(({ bytes }) => bytes / 1000),
      ['KB', 'page, sockets and the worker’s own files are separate: what the page asked for'],
    ),
  ]
}
