import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { AgentConnection } from '#server/host/git/credentials/sshAgent.ts'
import { lengthed, makeSshKey } from '#server/host/git/credentials/sshKey.ts'
import { SESSION, person } from '#test/support/host/gitWorld.ts'
import { storedKey } from '#test/support/host/storedKey.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

async function opened(host = 'git.example.org') {
  const { folder, credentials, public_text, private_pem } = await storedKey(host)
  const access = await credentials.open({ user_id: person.user_id, session_id: SESSION }, host)
  const command = access?.env['GIT_SSH_COMMAND'] ?? ''
  const agent = /IdentityAgent='([^']+)'/.exec(command)?.[1] ?? ''
  return { folder, access, command, agent, public_text, private_pem }
}

/** OpenSSH's own programs, asking the agent. They run beside this process, which answers them. */
function run(
  program: string,
  args: readonly string[],
  agent: string,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], SSH_AUTH_SOCK: agent },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

describe('a key of a session', () => {
  test('is one that OpenSSH reads, and its agent signs what OpenSSH verifies', async () => {
    const { folder, agent, public_text } = await opened()
    const file = path.join(folder, 'key.pub')
    writeFileSync(file, `${public_text}\n`)
    expect(execFileSync('ssh-keygen', ['-lf', file]).toString()).toMatch(/^256 SHA256:\S+ homeport-test \(ED25519\)/)
    expect(await run('ssh-add', ['-L'], agent)).toEqual({
      code: 0,
      output: `${public_text.split(' ').slice(0, 2).join(' ')} homeport\n`,
    })
    writeFileSync(path.join(folder, 'text'), 'text')
    const signed = await run('ssh-keygen', ['-Y', 'sign', '-f', file, '-n', 'git', path.join(folder, 'text')], agent)
    expect(signed.code).toBe(0)
    writeFileSync(path.join(folder, 'allowed'), `me ${public_text}\n`)
    const verify = [
      '-Y',
      'verify',
      '-f',
      path.join(folder, 'allowed'),
      '-I',
      'me',
      '-n',
      'git',
      '-s',
      path.join(folder, 'text.sig'),
    ]
    expect(spawnSync('ssh-keygen', verify, { input: 'text' }).status).toBe(0)
  })

  test('is handed out for its host alone, and by no file or variable', async () => {
    const { access, command, private_pem } = await opened('git.example.org')
    expect(JSON.stringify(access)).not.toContain(private_pem.split('\n')[1])
    // An ssh that says what it was called with.
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, 'ssh'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 })
    const called = (...args: string[]) =>
      execFileSync('/bin/sh', ['-c', `${command} "$@"`, 'sh', ...args], {
        env: { PATH: `${folder}:${process.env['PATH']}` },
      }).toString()
    expect(called('-p', '22', 'git@git.example.org', 'git-upload-pack x')).toContain('IdentityAgent=')
    expect(called('git.example.org', 'x')).toContain('IdentityAgent=')
    for (const host of [
      'git@evil.example.org',
      'xgit.example.org',
      'git@git.example.org.evil',
      'git@gitxexample.org',
    ]) {
      // Somebody else has nothing of the machine there.
      expect(called(host, 'x')).toContain('-F none -o IdentityAgent=none -o IdentityFile=none')
      expect(called(host, 'x')).not.toContain('git-')
    }
  })

  test('is gone from the agent once Git has ended', async () => {
    const { access, agent } = await opened()
    await access?.close()
    expect((await run('ssh-add', ['-L'], agent)).code).toBe(2)
  })
})

describe('the agent', () => {
  const { private_pem } = makeSshKey('x')
  const other = makeSshKey('y')

  test('signs with no other key, and answers what it does not know with a failure', () => {
    const agent = new AgentConnection({ private_pem, comment: 'x' })
    const blob = Buffer.from(other.public_text.split(' ')[1] ?? '', 'base64')
    const sign = Buffer.concat([Buffer.from([13]), lengthed(blob), lengthed(Buffer.from('data')), Buffer.alloc(4)])
    const failure = lengthed(Buffer.from([5]))
    expect(agent.take(lengthed(sign))).toEqual(failure)
    for (const message of [[27], [17, 1, 2], [13], [13, 0xff, 0xff, 0xff, 0xff], [25]]) {
      expect(agent.take(lengthed(Buffer.from(message)))).toEqual(failure)
    }
  })

  test('takes questions in parts, and ends with who asks for too much', () => {
    const agent = new AgentConnection({ private_pem, comment: 'x' })
    const question = lengthed(Buffer.from([11]))
    expect(agent.take(question.subarray(0, 2))).toEqual(Buffer.alloc(0))
    expect(agent.take(question.subarray(2))?.[4]).toBe(12)
    expect(agent.take(Buffer.from([0xff, 0xff, 0xff, 0xff, 1]))).toBeNull()
  })
})
