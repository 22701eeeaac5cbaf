import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { askRemotely } from '#test/support/gateway/remote.ts'
import { startServer } from '#test/support/server/server.ts'
import { homeportFile } from '#test/support/server/homeport.ts'

/** `homeport pair` before a person, and the remote listener as a phone reaches it. */
async function pairing(...flags: readonly string[]) {
  const server = await startServer({ token: null, vault: 'file' })
  onTestFinished(() => server.close())
  const on = await server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
  const { remote_url, ca_path } = JSON.parse(on.stdout) as Record<'remote_url' | 'ca_path', string>
  const listener = { url: remote_url, ca: readFileSync(ca_path, 'utf8') }
  const env = { PATH: '/usr/bin:/bin', HOME: server.home }
  const child = spawn(process.execPath, [homeportFile, 'pair', '--data-dir', server.dataDir, ...flags], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { stdout: '', stderr: '' }
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const exited = once(child, 'close') as Promise<[number | null]>
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => (said.stdout += `${line}\n`))
  /** The first line, from now on, that the pattern finds something in. */
  const found = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const match = pattern.exec(said.stdout) ?? pattern.exec(said.stderr)
      if (match !== null) {
        return match[1] ?? match[0]
      }
      await Promise.race([once(lines, 'line'), once(child.stderr, 'data'), exited])
    }
  }
  const post = async (address: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await askRemotely(listener, address, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: JSON.parse(answer.body) as Record<string, unknown> }
  }
  return { child, said, exited, found, post }
}

test('the program shows a code, names the device and its words, and lets it in after a yes', async () => {
  const { child, said, exited, found, post } = await pairing('--name', 'My phone')
  const secret = await found(/\/pair#([\w-]{43})/)
  expect(said.stdout).toMatch(/█|▀|▄/)
  const { body, status } = await post('/auth/pair', { secret, device_name: 'iPhone' })
  expect([status, body['device_name']]).toEqual([202, 'My phone'])
  expect(await found(/three words:\s+(\w+ \w+ \w+)/)).toBe(body['code'])
  child.stdin.write('y\n')
  expect(await exited).toEqual([0, null])
  expect(said.stdout).toContain('“My phone” is paired.')
  expect((await post(`/auth/pair/${String(body['claim_id'])}/poll`, {})).body).toMatchObject({ status: 'complete' })
})

test('without a yes nothing is paired: the end of its input is a no', async () => {
  const { child, said, exited, found, post } = await pairing('--json')
  const secret = await found(/\/pair#([\w-]{43})/)
  const { body } = await post('/auth/pair', { secret, device_name: 'iPhone' })
  await found(/three words/)
  child.stdin.end()
  expect(await exited).toEqual([1, null])
  expect(JSON.parse(said.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ state: 'refused' })
  expect((await post(`/auth/pair/${String(body['claim_id'])}/poll`, {})).status).toBe(403)
})
