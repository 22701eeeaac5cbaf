import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, type BenchSetting, repeat } from '../bench.ts'
import { streamWords } from '../sessions/delivery.ts'
import { type FakedProduct, startWithFakeClaude } from '../support/manySessions.ts'
import { pssKb, settled } from '../programs/memory.ts'
import { type Row, medianRow } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'
import { benchDrain } from './drain.ts'
import { type EchoSamples, measureEcho, measureInterrupt, startFlood } from './echo.ts'
import { writeProgram } from './programs.ts'
import { openAtHomeport, printed } from './screenClient.ts'
import { startTtyd } from './ttyd.ts'

/** How much a terminal prints to a viewer, beside ttyd and a bare pseudo terminal, in one run. */
export const benchTerminalOutput: Bench = (setting) => atTerminals(setting, benchDrain)

/** How soon a key is echoed, beside ttyd in one run, and while another terminal floods. */
export const benchTerminalKeys: Bench = (setting) => atTerminals(setting, echoRows)

/** What a terminal costs: attaching to it, sessions beside a flood, memory. */
export const benchTerminals: Bench = (setting) =>
  atTerminals(setting, async (place) => [
    await attachRow(place),
    await besideRow(place),
    await memoryRow(place),
    await growthRow(place, { what: 'a gigabyte', mode: '', end: '\r\n' }),
    await growthRow(place, { what: 'a gigabyte of lines without a return', mode: '-opost', end: '\n' }),
  ])

async function atTerminals(
  { apiUrl, quick }: BenchSetting,
  measure: (place: TerminalPlace) => Promise<Row[]>,
): Promise<Row[]> {
  const faked = await startWithFakeClaude(apiUrl)
  try {
    return await measure({ faked, sessionId: await faked.client.createSession(faked.project), quick })
  } finally {
    await faked.close()
  }
}

export interface TerminalPlace {
  readonly faked: FakedProduct
  readonly sessionId: string
  readonly quick: boolean
}

async function echoRows({ faked, sessionId, quick }: TerminalPlace): Promise<Row[]> {
  const keys = quick ? 50 : 400
  const program = writeProgram(faked.project, 'echo.sh', 'exec cat > /dev/null')
  const ttyd = await startTtyd(program)
  const peer = ttyd === null ? null : await measureEcho({ kind: 'ttyd', port: ttyd.port }, keys)
  await ttyd?.stop()
  const own = { kind: 'homeport', account: faked.account, sessionId, program } as const
  const idle = await measureEcho(own, keys)
  const flood = await startFlood({ account: faked.account, sessionId, project: faked.project })
  const flooded = await measureEcho(own, keys)
  await flood.close()
  const stops = await repeat(quick ? 2 : 10, () =>
    measureInterrupt(faked.account, { sessionId, project: faked.project }),
  )
  return [
    medianRow({
      what: 'Ctrl-C → a program that floods has stopped, and its last word is here',
      goal: 100,
      unit: 'ms',
      samples: stops,
      note: 'an acknowledging client; what was on its way comes first',
    }),
    echoRow('key → echo p50, idle', {
      idle,
      share: 0.5,
      goal: peer === null ? null : 1.2 * percentile(peer, 0.5),
      peer,
    }),
    echoRow('key → echo p99, idle', {
      idle,
      share: 0.99,
      goal: peer === null ? null : 1.2 * percentile(peer, 0.99),
      peer,
    }),
    echoRow('key → echo p50, another terminal floods', { idle: flooded, share: 0.5, goal: null, peer: null }),
    echoRow('key → echo p99, another terminal floods', { idle: flooded, share: 0.99, goal: 20, peer: null }),
  ]
}

function echoRow(
  what: string,
  { idle, share, goal, peer }: { idle: EchoSamples; share: number; goal: number | null; peer: EchoSamples | null },
): Row {
  const beside = peer === null ? '' : `; ttyd ${percentile(peer, share).toFixed(2)} ms`
  return { what, goal, unit: 'ms', value: percentile(idle, share), samples: idle, note: `over loopback${beside}` }
}

const LINES = 10_000

async function attachRow({ faked, sessionId, quick }: TerminalPlace): Promise<Row> {
  const print = `for i in $(seq ${LINES}); do echo "$i a line as programs print them, with some words in it"; done; read x`
  const program = writeProgram(faked.project, 'lines.sh', print)
  const screen = await openAtHomeport(faked.account, sessionId, program)
  await sleep(3000)
  const samples = await repeat(quick ? 3 : 15, () => screen.attachAnew())
  screen.close()
  return medianRow({
    what: `attach with ${LINES.toLocaleString('en-GB')} lines of scrollback`,
    goal: 80,
    unit: 'ms',
    samples: samples.map(({ ms }) => ms),
    note: `asked on an open socket → ${Math.round((samples[0]?.units ?? 0) / 1000)} KB of screen, parsed`,
  })
}

async function besideRow({ faked, quick }: TerminalPlace): Promise<Row> {
  const { client, project, account } = faked
  const sessions = await repeat(quick ? 3 : 20, () => client.createSession(project))
  await Promise.all(sessions.map((id) => client.runTurn(id, 'Are you there?')))
  const flood = await startFlood({ account, sessionId: sessions[0] ?? '', project })
  const { host } = await streamWords(client, sessions, quick ? 3 : 15)
  await flood.close()
  return {
    what: `host → browser delivery p99, ${sessions.length} streaming sessions beside a terminal that floods`,
    goal: 50,
    unit: 'ms',
    value: percentile(host, 0.99),
    samples: host,
    note: `p50 ${percentile(host, 0.5).toFixed(1)} ms; the flood’s viewer acknowledges in a process of its own`,
  }
}

async function memoryRow({ faked, quick }: TerminalPlace): Promise<Row> {
  const { client, project, account, product } = faked
  const count = quick ? 3 : 10
  const open = async () => {
    const sessionId = await client.createSession(project)
    const screens = await repeat(count, () => openAtHomeport(account, sessionId, '/bin/bash'))
    await settled()
    screens.forEach((screen) => screen.close())
  }
  await open()
  const samples = await repeat(quick ? 1 : 3, async () => {
    const before = pssKb(product.info.host_pid)
    await open()
    return (pssKb(product.info.host_pid) - before) / 1024 / count
  })
  return medianRow({
    what: 'memory per idle terminal in the host (PSS)',
    goal: 2,
    unit: 'MB',
    samples,
    note: `growth over ${count} shells of a session that is not counted apart, after ${count} others`,
  })
}

const LINE = 'a line as programs print them, with some words in it'

/** A gigabyte through one viewer leaves nothing behind: lines as programs print them, and such as only the screen knows the end of. */
async function growthRow(
  { faked, sessionId, quick }: TerminalPlace,
  { what, mode, end }: { readonly what: string; readonly mode: string; readonly end: string },
): Promise<Row> {
  const { account, product, project } = faked
  const lines = Math.ceil((quick ? 50_000_000 : 1_000_000_000) / (LINE.length + end.length))
  const bytes = lines * (LINE.length + end.length)
  const program = writeProgram(project, 'gigabyte.sh', `stty -echo ${mode}; read x; yes ${LINE} | head -n ${lines}`)
  const pss = () => (pssKb(product.info.host_pid) + pssKb(product.info.gateway_pid)) / 1024
  const screen = await openAtHomeport(account, sessionId, program)
  await settled()
  const before = pss()
  let most = before
  const look = setInterval(() => (most = Math.max(most, pss())), 500)
  const began = performance.now()
  const all = printed(screen, screen.received() + bytes)
  screen.type('\n')
  const { at, bytes: received } = await all
  clearInterval(look)
  screen.close()
  const seconds = (at - began) / 1000
  const speed = (received / 1e6 / seconds).toFixed(1)
  return {
    what: `${what} through one viewer: growth of gateway and host at most (PSS)`,
    goal: 64,
    unit: 'MB',
    value: most - before,
    samples: [most - before],
    note: `${Math.round(received / 1e6)} MB in ${seconds.toFixed(0)} s, ${speed} MB/s; from ${Math.round(before)} MB, looked at twice a second`,
  }
}
