import { type Bench, repeat } from '../bench.ts'
import { type ProductOptions, startProduct, temporaryDataDir } from '../support/product.ts'
import { medianRow } from '../report/row.ts'

const GOAL_MS = 600

/** From the spawn of the program to the line that says: ready. */
export const benchStart: Bench = async ({ quick }) => {
  const runs = quick ? 3 : 15
  const folder = temporaryDataDir()
  try {
    const fresh = await repeat(runs, startFresh)
    const again = await repeat(runs, () => startOnce({ dataDir: folder.path }))
    const npm = await repeat(quick ? 2 : 7, () => startOnce({ dataDir: folder.path, through: 'npm' }))
    return [
      medianRow({
        what: 'start to ready, built',
        goal: GOAL_MS,
        unit: 'ms',
        samples: again,
        note: '`node dist/server/cli.js start --headless --json --port 0`: gateway and host both started',
      }),
      medianRow({
        what: 'start to ready, very first (empty data directory)',
        goal: GOAL_MS,
        unit: 'ms',
        samples: fresh,
        note: 'the same, with databases and keys made',
      }),
      medianRow({
        what: 'start to ready through `npm start`',
        goal: null,
        unit: 'ms',
        samples: npm,
        note: 'npm itself and the look whether the build is current come on top',
      }),
    ]
  } finally {
    folder.remove()
  }
}

async function startFresh(): Promise<number> {
  const folder = temporaryDataDir()
  try {
    return await startOnce({ dataDir: folder.path })
  } finally {
    folder.remove()
  }
}

async function startOnce(options: ProductOptions): Promise<number> {
  const product = await startProduct(options)
  await product.stop()
  return product.readyMs
}
