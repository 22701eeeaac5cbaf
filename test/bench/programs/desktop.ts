import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectToRunningServer } from '#server/index.ts'
import { stopServer } from '#server/start/stopServer.ts'
import { resolvePaths } from '#server/platform/files/paths.ts'
import { type Bench, repeat } from '../bench.ts'
import { Client, signIn, storeToken } from '../support/client.ts'
import { type DesktopProgram, startDesktop } from './desktopProgram.ts'
import { root, temporaryDataDir } from '../support/product.ts'
import { type Row, medianRow } from '../report/row.ts'

const FAKE_CLAUDE = path.join(root, 'test/fakes/fakeClaude.mjs')
const MB = 1024

/** The desktop program on the double of Electron: its start, its rest, and gateways that are killed under it. */
export const benchDesktop: Bench = async ({ quick, apiUrl, say }) => {
  const env = { HOMEPORT_ANTHROPIC_BASE_URL: apiUrl, HOMEPORT_CLAUDE_PATH: FAKE_CLAUDE }
  say('desktop: start')
  const starts = await repeat(quick ? 1 : 7, () => measureStart(env))
  say('desktop: at rest, remote access on')
  const rest = await measureRest(env, quick ? 5 : 60)
  say('desktop: gateways killed')
  const kills = await measureKills(env, quick ? 3 : 50)
  return [...startRows(starts), ...restRows(rest), ...killRows(kills)]
}

async function withDataDir<T>(measure: (dataDir: string, project: string) => Promise<T>): Promise<T> {
  const folder = temporaryDataDir()
  const [dataDir, project] = [path.join(folder.path, 'data'), path.join(folder.path, 'project')]
  mkdirSync(project)
  try {
    return await measure(dataDir, project)
  } finally {
    await stopServer(resolvePaths(dataDir), { keepSessions: false }).catch(() => {})
    folder.remove()
  }
}

function measureStart(env: Readonly<Record<string, string>>): Promise<number> {
  return withDataDir(async (dataDir) => {
    const program = await startDesktop({ dataDir, env, withWindow: true })
    await program.kill()
    return program.usableMs ?? Number.NaN
  })
}

interface Rest {
  readonly cpuPercent: Readonly<Record<'main' | 'gateway' | 'host', number>>
  readonly pssMb: Readonly<Record<'main' | 'gateway' | 'host', number>>
}

/** What the start left behind is done by then. */
const SETTLE_MS = 10_000

function measureRest(env: Readonly<Record<string, string>>, seconds: number): Promise<Rest> {
  return withDataDir(async (dataDir) => {
    const program = await startDesktop({ dataDir, env, withWindow: false })
    await connectToRunningServer(dataDir)?.call('remote.on', { bind: '127.0.0.1', port: 0 })
    await sleep(SETTLE_MS)
    const pids = { main: program.pid, gateway: program.info.gateway_pid, host: program.info.host_pid }
    const before = each(pids, cpuTicks)
    await sleep(seconds * 1000)
    const after = each(pids, cpuTicks)
    const cpuPercent = each(pids, (_pid, part) => (after[part] - before[part]) / seconds)
    const pssMb = each(pids, (pid) => pssKb(pid) / MB)
    await program.kill()
    return { cpuPercent, pssMb }
  })
}

interface Kill {
  readonly backMs: number
  /** What the sessions were and became; null: the same. */
  readonly harm: string | null
}

const SESSIONS = 3

/** Each kill is the first in a row: the program is killed and started again in between, on the same host. */
function measureKills(env: Readonly<Record<string, string>>, times: number): Promise<Kill[]> {
  return withDataDir(async (dataDir, project) => {
    let program = await startDesktop({ dataDir, env, withWindow: false })
    const account = await signIn(program.info)
    await storeToken(account)
    const client = await Client.open(account)
    await repeat(SESSIONS, () => client.createSession(project))
    client.close()
    await allStarted(program.info.local_url, account.cookie)
    const kills: Kill[] = []
    for (let index = 0; index < times; index += 1) {
      kills.push(await killOnce(program, account.cookie))
      await program.kill()
      program = await startDesktop({ dataDir, env, withWindow: false })
    }
    await program.kill()
    return kills
  })
}

/** A session that still starts writes events of its own accord. */
async function allStarted(localUrl: string, cookie: string): Promise<void> {
  for (;;) {
    const sessions = await sessionsOf(localUrl, cookie)
    if (sessions?.length === SESSIONS && sessions.every((session) => session.includes(' ACTIVE '))) {
      return
    }
    await sleep(50)
  }
}

async function killOnce({ info }: DesktopProgram, cookie: string): Promise<Kill> {
  const before = await sessionsOf(info.local_url, cookie)
  const killedAt = performance.now()
  process.kill(info.gateway_pid, 'SIGKILL')
  for (;;) {
    const after = await sessionsOf(info.local_url, cookie)
    if (after !== null) {
      const backMs = performance.now() - killedAt
      const [was, is] = [JSON.stringify(before), JSON.stringify(after)]
      return { backMs, harm: was === is ? null : `${was} became ${is}` }
    }
    await sleep(5)
  }
}

/** Id and status of each; null while nobody answers. */
async function sessionsOf(localUrl: string, cookie: string): Promise<readonly string[] | null> {
  try {
    const answer = await fetch(`${localUrl}/api/sessions`, { headers: { cookie } })
    const { sessions } = (await answer.json()) as {
      sessions: readonly { id: string; status: string; head_seq: number }[]
    }
    return sessions.map(({ id, status, head_seq }) => `${id} ${status} ${head_seq}`).toSorted()
  } catch {
    return null
  }
}

/** In hundredths of a second, of the process alone. */
function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

function pssKb(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1])
}

type Parts<T> = Readonly<Record<'main' | 'gateway' | 'host', T>>

function each<T>(pids: Parts<number>, measure: (pid: number, part: keyof Parts<T>) => T): Parts<T> {
  return {
    main: measure(pids.main, 'main'),
    gateway: measure(pids.gateway, 'gateway'),
    host: measure(pids.host, 'host'),
  }
}

function startRows(samples: readonly number[]): Row[] {
  const note =
    'built main on the double: loading it → gateway, host and the signed-in page in Chromium, which runs already'
  return [medianRow({ what: 'desktop program: start → usable panel', goal: null, unit: 'ms', samples, note })]
}

function restRows({ cpuPercent, pssMb }: Rest): Row[] {
  return [
    medianRow({
      what: 'desktop program at rest, remote on, nobody looks: CPU',
      goal: 0.5,
      unit: '% of a core',
      samples: [sum(cpuPercent)],
      note: told(cpuPercent),
    }),
    medianRow({
      what: 'the same: memory (PSS)',
      goal: null,
      unit: 'MB',
      samples: [sum(pssMb)],
      note: `${told(pssMb)}; main is Node in place of Electron`,
    }),
  ]
}

function told({ main, gateway, host }: Parts<number>): string {
  return `main ${main.toFixed(2)}, gateway ${gateway.toFixed(2)}, host ${host.toFixed(2)}`
}

function sum({ main, gateway, host }: Parts<number>): number {
  return main + gateway + host
}

function killRows(kills: readonly Kill[]): Row[] {
  const harms = kills.flatMap(({ harm }) => harm ?? [])
  const unharmed = kills.length - harms.length
  return [
    medianRow({
      what: 'gateway killed → sessions answer again',
      goal: 1500,
      unit: 'ms',
      samples: kills.map(({ backMs }) => backMs),
      note: [`${SESSIONS} sessions unharmed in ${unharmed} of ${kills.length} kills`, ...harms].join('; '),
    }),
  ]
}
