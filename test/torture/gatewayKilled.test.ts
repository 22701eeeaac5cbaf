import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { type Chromium, openChromium } from '#test/support/browser/browser.ts'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { transcriptOf } from '#test/support/host/followed.ts'
import { currentProcess, killPart } from '#test/support/runFiles.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import type { Viewer } from '#test/support/server/viewer.ts'

let server: TestServer
let chromium: Chromium

beforeAll(async () => {
  server = await startServer()
  chromium = await openChromium()
})

afterAll(async () => {
  await server.close()
  await chromium.close()
})

/** Thinking, text, a file, more text: some two seconds of streaming. */
function promptFor(folder: string): string {
  return [
    '@slow 8',
    '@think First the plan, then the file, then a word about both.',
    '@tokens 60',
    `@tool Write {"file_path": "${folder}/notes.txt", "content": "notes"}`,
    '@tokens 90',
    '@text That is all – „Ende“ 🏁',
  ].join('\n')
}

async function setup(name: string) {
  const folder = server.folder(name)
  const session = await server.program.createSession(folder, { permission_mode: 'acceptEdits', name: 'Torture' })
  return { folder, session, prompt: promptFor(folder) }
}

async function follow(session: Session, known?: Viewer): Promise<Viewer> {
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  if (known !== undefined) {
    viewer.adopt(session.id, known.session(session.id))
  }
  await viewer.follow(session.id)
  return viewer
}

/** So that a prompt goes to Claude at once in every run, and never waits for its start. */
async function followReady(session: Session): Promise<Viewer> {
  const viewer = await follow(session)
  await viewer.event(session.id, 'session_status', { where: ({ data }) => data.status === 'ACTIVE' })
  return viewer
}

async function undisturbedTranscript(): Promise<string> {
  const { folder, session, prompt } = await setup('calm')
  const viewer = await followReady(session)
  await viewer.turn(session.id, prompt)
  return transcriptOf(viewer.session(session.id).events, folder)
}

test('kill -9 of the gateway in the middle of an answer: the turn goes on, everybody catches up, nothing differs', async () => {
  const expected = await undisturbedTranscript()
  const { folder, session, prompt } = await setup('wild')
  const pages = await Promise.all(
    (['wide', 'phone'] as const).map(async (device) => {
      const person = await chromium.person(device, { tolerates: LOST_SERVER })
      onTestFinished(() => person.leave())
      await person.signIn(await server.signInLink())
      await person.open(`/session/${session.id}`)
      return person
    }),
  )
  const before = await followReady(session)
  await before.say(session.id, prompt)
  await before.until(() => before.session(session.id).streaming.startsWith('word1 word2 word3'), 'streaming text')
  await Promise.all(pages.map((person) => person.sees(/word1 word2/)))
  const [port, host] = [new URL(server.info.local_url).port, currentProcess(server, 'host')]

  await killPart(server, 'gateway')

  expect(currentProcess(server, 'host').boot_id).toBe(host.boot_id)
  const after = await follow(session, before)
  await after.event(session.id, 'turn_completed')
  expect(transcriptOf(after.session(session.id).events, folder)).toBe(expected)
  const fresh = await follow(session)
  expect(fresh.session(session.id).events).toEqual(after.session(session.id).events)

  await Promise.all(pages.map((person) => person.sees('That is all – „Ende“ 🏁')))
  const [wide, phone] = await Promise.all(pages.map((person) => person.conversation()))
  expect(wide).toBe(phone)
  await pages[0]?.reload()
  await pages[0]?.sees('That is all – „Ende“ 🏁')
  expect(await pages[0]?.conversation()).toBe(wide)
  expect(new URL(pages[0]?.address() ?? '').port).toBe(port)
})

test('a gateway that is killed again and again keeps coming back', async () => {
  const { session } = await setup('again')
  for (let time = 0; time < 2; time += 1) {
    await killPart(server, 'gateway')
  }
  const viewer = await follow(session)
  expect((await viewer.turn(session.id, 'still there?')).data.is_error).toBe(false)
})
