import { execFile } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import * as z from 'zod'
import { CLIENT_ID, CLIENT_SECRET } from '#test/fakes/github/github.ts'
import { type Bench, repeat } from '../bench.ts'
import { ACCOUNT, type GithubStandIn, startGithubStandIn } from './githubStandIn.ts'
import { CLI, type Product, startProduct, temporaryDataDir } from '../support/product.ts'
import type { Row } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'

const GOAL_P95_MS = 50
const WARM_UP = 10

/** The round trips of a sign-in with GitHub, both ways, as a browser makes them, one after the other. */
export const benchSignIns: Bench = async ({ quick }) => {
  const folder = temporaryDataDir()
  const github = await startGithubStandIn()
  try {
    const product = await startProduct({ dataDir: folder.path, env: github.environment })
    try {
      await homeport(folder.path, ['allow', String(ACCOUNT)])
      await homeport(folder.path, ['github', '--client-id', CLIENT_ID, '--client-secret-stdin'], CLIENT_SECRET)
      const times = quick ? 5 : 200
      const once = async () => ({
        redirect: (await byRedirect(product)).ms,
        device: await byDevice(product, github),
        github: await githubAlone(github),
      })
      await repeat(quick ? 1 : WARM_UP, once)
      return toRows(await repeat(times, once))
    } finally {
      await product.stop()
    }
  } finally {
    await github.close()
    folder.remove()
  }
}

interface Sample {
  /** The two requests of the redirect way: to GitHub, and back from it. */
  readonly redirect: number
  /** The two of the way by code: the code, and the poll after it was typed in. */
  readonly device: number
  /** What the stand-in needs for the questions that a sign-in costs: token, person, address. */
  readonly github: number
}

/** Signs in whoever the stand-in takes for its visitor. */
export async function byRedirect({ info }: Product): Promise<{ readonly ms: number; readonly access_token: string }> {
  const asked = await timed(() => fetch(`${info.local_url}/auth/github`, { redirect: 'manual' }))
  const cookie = asked.answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const approved = await fetch(`${asked.answer.headers.get('location')}&decision=approve`, { redirect: 'manual' })
  const back = new URL(approved.headers.get('location') ?? '').searchParams
  const body = { code: back.get('code'), state: back.get('state') }
  const done = await timed(() => post(`${info.local_url}/auth/github/callback`, body, { cookie }))
  const { access_token } = SignedIn.parse(await done.answer.json())
  return { ms: asked.ms + done.ms, access_token }
}

const Begun = z.object({ device_code: z.string(), user_code: z.string() })

async function byDevice({ info }: Product, github: GithubStandIn): Promise<number> {
  const begun = await timed(() => post(`${info.local_url}/auth/github/device`, {}))
  const { device_code, user_code } = Begun.parse(await begun.answer.json())
  await github.approve(user_code)
  const done = await timed(() => post(`${info.local_url}/auth/github/device/poll`, { device_code }))
  SignedIn.parse(await done.answer.json())
  return begun.ms + done.ms
}

/** The questions that the gateway asks GitHub in either way, asked from here. */
async function githubAlone({ environment }: GithubStandIn): Promise<number> {
  const { HOMEPORT_GITHUB_BASE_URL: base, HOMEPORT_GITHUB_API_URL: api } = environment
  const code = await timed(() => fetch(`${base}/login/oauth/access_token`, { method: 'POST', body: 'code=none' }))
  const person = await timed(() => fetch(`${api}/user/${ACCOUNT}`))
  const address = await timed(() => fetch(`${api}/user/${ACCOUNT}`))
  return code.ms + person.ms + address.ms
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** Until the headers are here; the rest is in the same packet. */
async function timed(ask: () => Promise<Response>): Promise<{ readonly answer: Response; readonly ms: number }> {
  const began = performance.now()
  const answer = await ask()
  return { answer, ms: performance.now() - began }
}

const SignedIn = z.object({ access_token: z.string() })

/** Runs a command of the product. */
export async function homeport(dataDir: string, args: readonly string[], input = ''): Promise<void> {
  const running = promisify(execFile)(process.execPath, [CLI, ...args, '--data-dir', dataDir])
  running.child.stdin?.end(input)
  await running
}

function toRows(samples: readonly Sample[]): Row[] {
  const githubMs = percentile(
    samples.map(({ github }) => github),
    0.5,
  )
  return (['redirect', 'device'] as const).map((way) => {
    const own = samples.map((sample) => Math.max(0, sample[way] - githubMs))
    return {
      what: `sign-in with GitHub, ${way === 'redirect' ? 'by redirect' : 'by code'}: both round trips, p95`,
      goal: GOAL_P95_MS,
      unit: 'ms',
      value: percentile(own, 0.95),
      samples: own,
      note: `median ${percentile(own, 0.5).toFixed(1)} ms; without the stand-in's own ${githubMs.toFixed(1)} ms`,
    }
  })
}
