import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { type Bench, repeat } from '../bench.ts'
import { Client, signIn } from '../support/client.ts'
import { startProduct, temporaryDataDir } from '../support/product.ts'
import { openRemoteListener } from '../network/remoteListener.ts'
import { type Row, medianRow } from '../report/row.ts'
import { summarise } from '../report/statistics.ts'

const MB = 1024 * 1024
const PROGRAM = fileURLToPath(new URL('filesBareServer.mjs', import.meta.url))

/** One gigabyte up and down through TLS, interleaved with a bare Node server that does nothing else. */
export const benchFilesOverTls: Bench = async ({ quick, say }) => {
  const folder = temporaryDataDir()
  const work = mkdtempSync(path.join(tmpdir(), 'homeport-bench-tls-'))
  const size = (quick ? 32 : 1024) * MB
  const product = await startProduct({ dataDir: folder.path, env: { HOMEPORT_LIMITS_FILE_MIB: '4000' } })
  try {
    writeLarge(path.join(work, 'large.bin'), size)
    const client = await Client.open(await signIn(product.info))
    const session_id = await client.createSession(work)
    client.close()
    const { url, ca, token } = await openRemoteListener(folder.path)
    const headers = { authorization: `Bearer ${token}` }
    const at = (route: string, name: string) =>
      `${url}/api/workspace/${route}?${new URLSearchParams({ session_id, path: name })}`
    const bare = await startBare(work)
    try {
      const body = readFileSync(path.join(work, 'large.bin'))
      const runs = quick ? 1 : 3
      const taken = await repeat(runs, async () => {
        say('1 GB down and up, through Homeport and a bare server')
        return {
          down: await timed({ url: at('file', 'large.bin'), ca, headers }),
          bareDown: await timed({ url: `${bare.url}/large.bin`, ca: bare.ca, headers: {} }),
          up: await timed({ url: at('upload', 'up.bin'), ca, headers, body }),
          bareUp: await timed({ url: `${bare.url}/bare.bin`, ca: bare.ca, headers: {}, body }),
        }
      })
      const speeds = (pick: (one: (typeof taken)[number]) => number) =>
        taken.map((one) => size / MB / (pick(one) / 1000))
      return [
        speedRow(
          'download of 1 GB over TLS',
          speeds(({ down }) => down),
          speeds(({ bareDown }) => bareDown),
        ),
        speedRow(
          'upload of 1 GB over TLS',
          speeds(({ up }) => up),
          speeds(({ bareUp }) => bareUp),
        ),
      ]
    } finally {
      await bare.close()
    }
  } finally {
    await product.stop()
    folder.remove()
    rmSync(work, { recursive: true, force: true })
  }
}

function speedRow(what: string, own: readonly number[], bare: readonly number[]): Row {
  const beside = summarise(bare).median
  const note = `MB/s; a bare Node TLS server: ${beside.toFixed(0)} MB/s; client on the same machine`
  return medianRow({ what, goal: null, unit: '/s', samples: own, note })
}

function writeLarge(file: string, size: number): void {
  const block = Buffer.alloc(MB, 'a line of text that is as long as lines of text are\n')
  const handle = openSync(file, 'w')
  for (let at = 0; at < size; at += block.length) {
    writeSync(handle, block)
  }
  closeSync(handle)
}

async function startBare(folder: string) {
  const now = Date.now()
  const constraints = { names: ['bench.example'], networks: ['127.0.0.1/32'] }
  const ca = await createCa({ commonName: 'An authority of the bench', constraints, now })
  const { cert, key } = await issueLeaf({ ca, hosts: ['bench.example', '127.0.0.1'], now })
  const child = fork(PROGRAM)
  child.send({ key, cert, folder })
  const [port] = (await once(child, 'message')) as [number]
  return {
    url: `https://127.0.0.1:${port}`,
    ca: ca.cert,
    close: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

interface Transfer {
  readonly url: string
  readonly ca: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
}

/** Milliseconds until all of it is there. @throws Error for another answer than a success. */
async function timed({ url, ca, headers, body }: Transfer): Promise<number> {
  const begin = performance.now()
  const length =
    body === undefined ? {} : { 'content-type': 'application/octet-stream', 'content-length': String(body.length) }
  const asked = request(url, {
    method: body === undefined ? 'GET' : 'POST',
    ca,
    headers: { ...headers, ...length },
  })
  asked.end(body)
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  if ((answer.statusCode ?? 500) >= 300) {
    throw new Error(`A transfer was answered with ${answer.statusCode}.`)
  }
  return performance.now() - begin
}
