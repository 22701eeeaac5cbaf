import { type Bench, repeat } from '../bench.ts'
import { startCrowd } from './crowd.ts'
import { startProduct, temporaryDataDir } from '../support/product.ts'
import { CROWD_LIMITS, openRemoteListener } from './remoteListener.ts'
import { medianRow } from '../report/row.ts'

/** Full TLS 1.3 handshakes with the remote listener, its client in another process on the same machine. */
export const benchHandshakes: Bench = async ({ quick }) => {
  const folder = temporaryDataDir()
  const product = await startProduct({ dataDir: folder.path, env: CROWD_LIMITS })
  const crowd = startCrowd()
  try {
    const listener = await openRemoteListener(folder.path)
    const seconds = quick ? 1 : 5
    await crowd.shakeHands(listener, 500)
    const counts = await repeat(quick ? 1 : 5, () => crowd.shakeHands(listener, seconds * 1000))
    return [
      medianRow({
        what: 'full TLS 1.3 handshakes',
        goal: null,
        unit: '/s',
        samples: counts.map((count) => count / seconds),
        note: 'certificate of the own authority, no resumption, eight at a time; the client shares the processors',
      }),
    ]
  } finally {
    await crowd.close()
    await product.stop()
    folder.remove()
  }
}
