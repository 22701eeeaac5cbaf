import path from 'node:path'
import { type Chromium, type Device, openChromium } from '#test/support/browser/browser.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { type Bench, repeat } from '../bench.ts'
import { type EverydayTask, type Scene, everydayTasks } from './everydayTasks.ts'
import { Hand } from './hand.ts'
import { CLI } from '../support/product.ts'
import { type Row, medianRow } from '../report/row.ts'

/**
 * What people do every day, with the real Claude Code before the stand-in: how many clicks or taps, and how long the page and
 * the workstation take for it. Nobody thinks or reads meanwhile.
 */
export const benchTasks: Bench = async ({ quick, say }) => {
  const server = await startServer({ command: [process.execPath, CLI] })
  const chromium = await openChromium()
  try {
    const rows: Row[] = []
    for (const device of ['wide', 'phone'] as const) {
      const scene = await sceneOn(server, chromium, device)
      for (const task of everydayTasks) {
        say(`${device}: ${task.name}`)
        // One that cannot be done here takes none of the others with it.
        const row = await rowOf(task, scene, quick ? 1 : 5).catch(async (error: unknown) => {
          const seen = path.join(import.meta.dirname, '../results', `${device}-${task.name.replaceAll(' ', '-')}.png`)
          await scene.hand.page.screenshot({ path: seen })
          say(`  not done: ${String(error)}; what stood there: ${seen}`)
          return null
        })
        rows.push(...(row === null ? [] : [row]))
      }
      await scene.hand.page.context().close()
    }
    return rows
  } finally {
    await chromium.close()
    await server.close()
  }
}

export async function sceneOn(server: TestServer, chromium: Chromium, device: Device): Promise<Scene> {
  const { program } = server
  const known = server.folder(`known-${device}`)
  const elsewhere = server.folder(`elsewhere-${device}`)
  const person = await chromium.person(device, { tolerates: /./ })
  await person.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await person.signIn(await server.signInLink())
  const session: Scene['session'] = async (name, prompt) => {
    const { id } = await program.createSession(known)
    await program.call('PATCH', `/api/session/${id}`, { name })
    await program.call('POST', `/api/session/${id}/messages`, { content: prompt })
    return id
  }
  await session(`The oldest of ${path.basename(known)}`, '@text An old word')
  return { hand: new Hand(person.page, device === 'phone'), url: server.info.local_url, known, elsewhere, session }
}

async function rowOf(task: EverydayTask, scene: Scene, runs: number): Promise<Row> {
  const { isTouch } = scene.hand
  const all = await repeat(runs, async () => {
    await task.prepare(scene)
    scene.hand.done()
    await task.act(scene)
    return scene.hand.done()
  })
  const { presses, keys } = all[0] ?? { presses: 0, keys: 0 }
  return medianRow({
    what: `${isTouch ? 'phone' : 'wide'}: ${task.name}`,
    goal: null,
    unit: 's',
    samples: all.map(({ seconds }) => seconds),
    note: `${presses} ${isTouch ? 'taps' : 'clicks'}${keys > 0 ? `, ${keys} keys` : ''}, and what is written`,
  })
}
