import { repeat } from '../bench.ts'
import type { Row } from '../report/row.ts'
import { HOW, type Phone, type Place, row } from './place.ts'

/** The page without the workstation: nothing listens there any more. */
export async function offlineRows(
  { server, phone: { person, wire }, origin }: Place & { readonly phone: Phone },
  runs: number,
): Promise<Row[]> {
  const { page } = person
  await page.goto(`${origin}/settings`)
  await page.getByRole('heading', { name: 'Settings' }).first().waitFor()
  await server.homeport('remote', 'off')
  const samples = await repeat(runs, async () => {
    wire.taken()
    const began = performance.now()
    await page.reload({ waitUntil: 'commit' })
    await page.getByRole('heading', { name: 'Settings' }).first().waitFor()
    const bytes = wire.taken()
    const paint = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    )
    return { ms: performance.now() - began, bytes, paint }
  })
  return [
    row(
      'offline reload: first contentful paint',
      samples.map(({ paint }) => paint),
      ['ms', `${HOW}; from the worker’s cache`],
    ),
    row(
      'offline reload: the page stands there',
      samples.map(({ ms }) => ms),
      ['ms', `no workstation; ${Math.max(...samples.map(({ bytes }) => bytes))} bytes over the network`],
    ),
  ]
}
