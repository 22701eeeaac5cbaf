import { setTimeout as sleep } from 'node:timers/promises'
import { CLIENT_ID, CLIENT_SECRET } from '#test/fakes/github/github.ts'
import { type Bench, repeat } from '../bench.ts'
import { type Client, type Frame } from '../support/client.ts'
import { type Crowd, startCrowd } from './crowd.ts'
import { startGithubStandIn } from './githubStandIn.ts'
import { type FakedProduct, startWithFakeClaude } from '../support/manySessions.ts'
import { pssKb, settled } from '../programs/memory.ts'
import { startProduct, temporaryDataDir } from '../support/product.ts'
import { CROWD_LIMITS, openRemoteListener } from './remoteListener.ts'
import { type Row, medianRow } from '../report/row.ts'
import { byRedirect, homeport } from './signIns.ts'

const SOCKETS = 1000

/** A thousand sockets of one person over TLS: how fast they are in, what they cost, how fast all of them hear of a thing. */
export const benchSockets: Bench = async ({ quick, apiUrl, say }) => {
  const count = quick ? 50 : SOCKETS
  const samples = await repeat(quick ? 1 : 3, async (index) => {
    say(`sockets, run ${index + 1}`)
    return measure(apiUrl, { count, broadcasts: quick ? 3 : 20 })
  })
  const plain = await repeat(quick ? 1 : 2, () => plainSockets(count))
  return [...toRows(count, samples), plainRow(count, plain)]
}

/** One user may have no more sockets than this on loopback. */
const PER_PERSON = 32

/** What a socket without TLS costs: as many people at this machine as it takes. */
async function plainSockets(count: number): Promise<number> {
  const folder = temporaryDataDir()
  const github = await startGithubStandIn()
  const product = await startProduct({ dataDir: folder.path, env: github.environment })
  const crowd = startCrowd()
  try {
    await homeport(folder.path, ['github', '--client-id', CLIENT_ID, '--client-secret-stdin'], CLIENT_SECRET)
    const tokens = await repeat(Math.ceil(count / PER_PERSON), async (index) => {
      await homeport(folder.path, ['allow', String(index + 1)])
      await github.visit(index + 1)
      return (await byRedirect(product)).access_token
    })
    const pid = product.info.gateway_pid
    await settled()
    const before = pssKb(pid)
    await crowd.connect({ url: product.info.local_url, ca: '', tokens }, count)
    await settled()
    return (pssKb(pid) - before) / count
  } finally {
    await crowd.close()
    await product.stop()
    await github.close()
    folder.remove()
  }
}

interface Sample {
  readonly stormMs: number
  readonly kbPerSocket: number
  readonly lastMs: readonly number[]
}

async function measure(
  apiUrl: string,
  { count, broadcasts }: { readonly count: number; readonly broadcasts: number },
): Promise<Sample> {
  const faked = await startWithFakeClaude(apiUrl, CROWD_LIMITS)
  const crowd = startCrowd()
  try {
    const listener = await openRemoteListener(faked.dataDir)
    const sessionId = await faked.client.createSession(faked.project)
    const pid = faked.product.info.gateway_pid
    await settled()
    const before = pssKb(pid)
    const stormMs = await crowd.connect({ ...listener, tokens: [listener.token] }, count)
    await settled()
    const kbPerSocket = (pssKb(pid) - before) / count
    await crowd.follow(sessionId)
    const lastMs = await repeat(broadcasts, (index) =>
      broadcast({ faked, crowd, sessionId, mark: `bench-${index}-mark` }),
    )
    return { stormMs, kbPerSocket, lastMs }
  } finally {
    await crowd.close()
    await faked.close()
  }
}

/** From the host's stamp on the frame to its arrival at the last of the crowd. */
async function broadcast(what: {
  readonly faked: FakedProduct
  readonly crowd: Crowd
  readonly sessionId: string
  readonly mark: string
}): Promise<number> {
  const { faked, crowd, sessionId, mark } = what
  const { arrivals } = await crowd.awaitMark(mark)
  const stamped = nextRename(faked.client, mark)
  await faked.client.ask('session_control', { session_id: sessionId, data: { action: 'rename', name: mark } })
  const { frame } = await stamped
  const last = Math.max(...(await arrivals))
  await sleep(200)
  return last - Date.parse(frame.timestamp ?? '')
}

function nextRename(client: Client, mark: string): Promise<Frame> {
  return client.next((frame) => frame.type === 'session_updated' && JSON.stringify(frame).includes(mark))
}

function toRows(count: number, samples: readonly Sample[]): Row[] {
  return [
    medianRow({
      what: `connect storm: ${count} sockets at once over TLS, all signed in`,
      goal: null,
      unit: 'ms',
      samples: samples.map(({ stormMs }) => stormMs),
      note: 'full handshakes, bearer token on the upgrade; the clients share the processors',
    }),
    medianRow({
      what: 'memory per idle socket over TLS in the gateway (PSS)',
      goal: null,
      unit: 'KB',
      samples: samples.map(({ kbPerSocket }) => kbPerSocket),
      note: `growth over ${count} sockets; a bare TLS socket of Node costs half of it`,
    }),
    medianRow({
      what: `one event to ${count} viewers over TLS, to the last`,
      goal: 60,
      unit: 'ms',
      samples: samples.flatMap(({ lastMs }) => lastMs),
      note: "from the host's stamp, in whole milliseconds; all viewers in one other process",
    }),
  ]
}

function plainRow(count: number, samples: readonly number[]): Row {
  return medianRow({
    what: 'memory per idle socket in the gateway, without TLS (PSS)',
    goal: 30,
    unit: 'KB',
    samples,
    note: `growth over ${count} sockets on loopback, ${PER_PERSON} of each person`,
  })
}
