import { expect, onTestFailed, onTestFinished, test, vi } from 'vitest'
import type { DurableEvent } from '#shared/session/events.ts'
import { startServer } from '#test/support/server/server.ts'
import { Chances } from './model/chances.ts'
import { expectIntact, expectNoOrphans, expectSameAsLog, expectWholeLog, logOf } from './model/checks.ts'
import { Outsider, expectToldOutside } from './model/outsider.ts'
import { openWeather } from './model/weather.ts'
import { Client } from './model/client.ts'
import { type Kills, killAtRandom } from './model/killer.ts'
import { Model } from './model/model.ts'
import { goOn, settle } from './model/settle.ts'

/**
 * `HOMEPORT_TORTURE_KILLS=200 npm test -- test/torture/killedAtRandom.test.ts`: so many kills, in rounds with a server each.
 * `HOMEPORT_TORTURE_SEED`: begins with that round again.
 */
const KILLS = Number(process.env['HOMEPORT_TORTURE_KILLS'] ?? 10)
const SEED = Number(process.env['HOMEPORT_TORTURE_SEED'] ?? 20_261_128)
const KILLS_OF_ROUND = 10
const ROUND_MS = 600_000

vi.setConfig({ testTimeout: ROUND_MS })

const rounds = Array.from({ length: Math.ceil(KILLS / KILLS_OF_ROUND) }, (_, index) => SEED + index)

test.each(rounds)(
  'round %i: whatever is killed, everybody knows the same afterwards, and nothing is lost or left',
  async (seed) => {
    const chances = new Chances(seed)
    onTestFailed(({ task }) => {
      process.stdout.write(
        `torture seed ${seed} failed: ${task.result?.errors?.map(({ message }) => message).join('\n')}\n`,
      )
    })
    const server = await startServer({ vault: 'file', env: { HOMEPORT_LIMITS_CONNECTIONS_PER_USER: '50' } })
    onTestFinished(() => server.close())
    const said = await server.homeport('token', 'create', '--name', 'torture', '--scope', 'drive')
    expect(said).toMatchObject({ code: 0 })
    const token = said.stdout.trim()
    const sessions = await Promise.all(
      ['one', 'two', 'three'].map((name) => server.program.createSession(server.folder(name))),
    )
    const model = new Model()
    const weather = await openWeather(server.info.ws_url, new Chances(seed * 10 + 8))
    onTestFinished(() => weather.close())
    const ws_url = weather.proxy.through(server.info.ws_url)
    const clients = ['ann', 'ben', 'cat'].map(
      (name, index) =>
        new Client({ name, server, ws_url, token, sessions, model, chances: new Chances(seed * 10 + index) }),
    )
    const outsider = new Outsider(server, sessions, new Chances(seed * 10 + 9))
    onTestFinished(() => outsider.kill())
    onTestFinished(async () => void (await Promise.all(clients.map((client) => client.close()))))
    const living = Promise.all([...clients, outsider].map((one) => one.live()))

    const kills = await Promise.race([
      killAtRandom(server, { kills: KILLS_OF_ROUND, chances, model }),
      living.then(() => null),
    ])
    clients.forEach((client) => client.end())
    outsider.end()
    await living

    const [client] = clients
    if (client === undefined || kills === null) {
      throw new Error('A client ended by itself.')
    }
    expect(kills.gateway + kills.host + kills.claude).toBe(KILLS_OF_ROUND)
    await settle(server, { client, model, sessions })
    await goOn(server, { client, sessions })
    const logs = new Map<string, readonly DurableEvent[]>()
    for (const { id } of sessions) {
      const log = await logOf(server, id)
      logs.set(id, log)
      expectWholeLog(id, log, model)
      for (const one of clients) {
        const viewer = await one.connected()
        await viewer.until(() => viewer.session(id).headSeq === log.length, `all ${log.length} events of ${id}`)
        expectSameAsLog(viewer.session(id), log)
      }
    }
    expectToldOutside(server, outsider, logs)
    await expectNoOrphans(server, sessions)
    expectIntact(server.dataDir)
    const network = { lost: weather.proxy.lost, stalls: weather.stalls() }
    tell(seed, kills, { model, network, outside: outsider.prompts.length })
    await server.close()
  },
)

interface Told {
  readonly model: Model
  readonly network: { readonly lost: number; readonly stalls: number }
  readonly outside: number
}

function tell(seed: number, { gateway, host, claude }: Kills, { model, network, outside }: Told): void {
  process.stdout.write(
    `torture seed ${seed}: killed gateway ${gateway}, host ${host}, Claude Code ${claude}; ` +
      `${model.prompts.size} prompts, ${model.answers.size} approvals answered, ${model.terminals} times in a terminal, ` +
      `${outside} prompts outside; the network lost ${network.lost} pieces and stood still ${network.stalls} times\n`,
  )
}
