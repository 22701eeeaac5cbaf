import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, connect } from 'node:net'
import { userInfo } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

/** OpenSSH's server; null: this machine has none. */
export function sshServerProgram(): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin']
  const found = folders.map((folder) => path.join(folder, 'sshd')).find((file) => existsSync(file)) ?? null
  if (found === null) {
    process.stderr.write('\nNOT TESTED: sshd not found. Debian, Ubuntu: apt-get install openssh-server\n\n')
  }
  return found
}

export interface SshServer {
  /** `ssh://user@localhost:PORT` */
  readonly url: string
  /** Lets a key in. */
  readonly allow: (publicKey: string) => void
  /** A `PATH` whose ssh knows this server, as a person’s own would. */
  readonly path: string
}

/** A real OpenSSH server on loopback. As root it runs in a mount namespace of its own, which has the account it asks for. */
export async function startSshServer(program: string): Promise<SshServer> {
  const folder = temporaryFolder()
  const [key, allowed, config] = ['host_key', 'allowed', 'config'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  writeFileSync(allowed, '')
  const port = await freePort()
  writeFileSync(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${key}`,
      `AuthorizedKeysFile ${allowed}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin yes',
      `PidFile ${folder}/pid`,
    ].join('\n'),
  )
  const [command, args] =
    process.getuid?.() === 0 ? inNamespace(folder, program, config) : [program, ['-D', '-e', '-f', config]]
  const server = spawn(command, args, { stdio: 'ignore' })
  // unshare(1) takes no other signal while it waits; its child goes with it.
  onTestFinished(() => void server.kill('SIGKILL'))
  await expect.poll(() => answers(port), { timeout: 30_000 }).toBe(true)
  return {
    url: `ssh://${userInfo().username}@localhost:${port}`,
    allow: (publicKey) => writeFileSync(allowed, `${readFileSync(allowed, 'utf8')}${publicKey}\n`),
    path: pathThatKnows(folder, { port, key: readFileSync(`${key}.pub`, 'utf8') }),
  }
}

function inNamespace(folder: string, program: string, config: string): [string, string[]] {
  const passwd = path.join(folder, 'passwd')
  const own = readFileSync('/etc/passwd', 'utf8')
  writeFileSync(passwd, /^sshd:/m.test(own) ? own : `${own}sshd:x:74:74::/:/usr/sbin/nologin\n`)
  const script =
    'mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && mount --bind "$1" /etc/passwd && exec "$2" -D -e -f "$3"'
  return ['unshare', ['--mount', '--kill-child', '--', '/bin/sh', '-c', script, 'sh', passwd, program, config]]
}

function pathThatKnows(folder: string, { port, key }: { port: number; key: string }): string {
  const known = path.join(folder, 'known_hosts')
  writeFileSync(known, `[localhost]:${port} ${key}`)
  const bin = path.join(folder, 'bin')
  mkdirSync(bin)
  const real = execFileSync('/bin/sh', ['-c', 'command -v ssh']).toString().trim()
  // Nothing of whoever runs the tests lets anybody in.
  const options = `-F none -o UserKnownHostsFile='${known}' -o IdentityFile=none`
  writeFileSync(path.join(bin, 'ssh'), `#!/bin/sh\nexec '${real}' ${options} "$@"\n`, { mode: 0o755 })
  return `${bin}:${process.env['PATH'] ?? ''}`
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
