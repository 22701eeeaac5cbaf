import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { repeat } from '../bench.ts'
import { type Row, medianRow } from '../report/row.ts'
import { percentile } from '../report/statistics.ts'
import { bareDrain, cpuSeconds, writeLog, writeProgram } from './programs.ts'
import { type ScreenClient, openAtHomeport, openAtTtyd, printed } from './screenClient.ts'
import type { TerminalPlace } from './terminals.ts'
import { startTtyd } from './ttyd.ts'

interface Drained {
  readonly seconds: number
  readonly cpu: number
  readonly lost: number
}

interface Round {
  readonly bare: number
  readonly own: Drained
  readonly peer: Drained | null
}

/** `cat` of a log to a client, beside ttyd and beside a loop that only reads; the three take turns. */
export async function benchDrain({ faked, sessionId, quick }: TerminalPlace): Promise<Row[]> {
  const { file, printedBytes } = writeLog(faked.project, quick ? 20 : 100)
  const program = writeProgram(faked.project, 'flood.sh', `stty -echo; read x; exec cat ${file}`)
  const { gateway_pid, host_pid } = faked.product.info
  const rounds = await repeat(quick ? 2 : 5, async (): Promise<Round> => {
    const bare = await bareDrain(program)
    const ttyd = await startTtyd(program)
    const peer = ttyd === null ? null : await drain(await openAtTtyd(ttyd.port), { pids: [ttyd.pid], printedBytes })
    await ttyd?.stop()
    const screen = await openAtHomeport(faked.account, sessionId, program)
    const own = await drain(screen, { pids: [gateway_pid, host_pid], printedBytes })
    return { bare, own, peer }
  })
  return toRows(rounds, printedBytes)
}

async function drain(
  screen: ScreenClient,
  { pids, printedBytes }: { readonly pids: readonly number[]; readonly printedBytes: number },
): Promise<Drained> {
  // The program has started, and waits.
  await sleep(500)
  const used = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0)
  const before = used()
  const began = performance.now()
  const start = screen.received()
  const all = printed(screen, start + printedBytes)
  screen.type('\n')
  const { at, bytes } = await all
  const cpu = used() - before
  screen.close()
  return { seconds: (at - began) / 1000, cpu, lost: start + printedBytes - bytes }
}

function toRows(rounds: readonly Round[], printedBytes: number): Row[] {
  const size = `${Math.round(printedBytes / 1e6)} MB`
  const speeds = (seconds: readonly number[]) => (printedBytes / 1e6 / percentile(seconds, 0.5)).toFixed(1)
  const own = rounds.map((round) => round.own)
  const peers = rounds.flatMap(({ peer }) => (peer === null ? [] : [peer]))
  const row = (what: string, samples: readonly number[], rest: Pick<Row, 'goal' | 'unit' | 'note'>) =>
    medianRow({ what: `cat of a log (${size}): ${what}`, samples, ...rest })
  const rows = [
    row(
      'seconds, an acknowledging client',
      own.map(({ seconds }) => seconds),
      {
        goal: null,
        unit: 's',
        note: `${speeds(own.map(({ seconds }) => seconds))} MB/s`,
      },
    ),
    row(
      'time beside a loop that only reads the pty',
      rounds.map(({ own: { seconds }, bare }) => seconds / bare),
      {
        goal: 1 / 0.95,
        unit: '×',
        note: `that reads ${speeds(rounds.map(({ bare }) => bare))} MB/s`,
      },
    ),
    row(
      'processor time of gateway and host',
      own.map(({ cpu }) => cpu),
      { goal: null, unit: 's', note: '' },
    ),
    row(
      'bytes lost when the program exits at once',
      own.map(({ lost }) => lost),
      { goal: 0, unit: '', note: 'largest of all rounds' },
    ),
  ]
  if (peers.length === 0) {
    return rows
  }
  const paired = rounds.flatMap(({ own: mine, peer }) => (peer === null ? [] : [{ mine, peer }]))
  return [
    ...rows,
    row(
      'time beside ttyd',
      paired.map(({ mine, peer }) => mine.seconds / peer.seconds),
      {
        goal: 1 / 1.3,
        unit: '×',
        note: `ttyd ${speeds(peers.map(({ seconds }) => seconds))} MB/s; the same client, without compression`,
      },
    ),
    row(
      'processor time beside ttyd',
      paired.map(({ mine, peer }) => mine.cpu / peer.cpu),
      {
        goal: 1,
        unit: '×',
        note: `ttyd uses ${percentile(
          peers.map(({ cpu }) => cpu),
          0.5,
        ).toFixed(2)} s, and lost ${Math.max(...peers.map(({ lost }) => lost))} bytes at most`,
      },
    ),
  ]
}
