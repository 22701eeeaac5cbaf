import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DEMO_TOKEN } from '#server/demo/api/apiKeys.ts'
import { startServer } from '#test/support/server/server.ts'

/** The doctor starts programs, on a machine that may be busy. */
const SLOW = { timeout: 90_000 }

test(
  'what was said to Claude, what lies in its folder and what signs somebody in is in no diagnostics bundle',
  SLOW,
  async () => {
    const server = await startServer()
    onTestFinished(() => server.close())
    const folder = server.folder('PLANTEDfolder')
    writeFileSync(path.join(folder, 'notes.txt'), 'PLANTEDcontents')
    const session = await server.program.createSession(folder, { name: 'PLANTEDname' })
    const viewer = await server.program.watch()
    onTestFinished(() => viewer.close())
    await viewer.follow(session.id)
    await viewer.say(session.id, `@text PLANTEDanswer\n@tool Read {"file_path": "${folder}/notes.txt"}`)
    await viewer.event(session.id, 'turn_completed')
    const link = await server.signInLink()
    const made = await server.homeport('token', 'create', '--name', 'PLANTEDtoken', '--json')
    const { token } = JSON.parse(made.stdout) as { token: string }

    const file = path.join(server.home, 'bundle.json')
    expect((await server.homeport('diagnostics', '--out', file)).stdout).toContain(file)
    const bundle = readFileSync(file, 'utf8')
    expect(JSON.parse(bundle)).toMatchObject({
      failed: {},
      parts: { resources: { gateway: {} }, metrics: expect.any(Array) },
    })
    expect(bundle).not.toContain('PLANTED')
    const secret = new URL(link).hash.replace('#secret=', '')
    const found = [token, secret, DEMO_TOKEN, server.program.accessToken, server.home].filter((one) =>
      bundle.includes(one),
    )
    expect(found).toEqual([])
    expect(statSync(file).mode & 0o077).toBe(0)
  },
)
