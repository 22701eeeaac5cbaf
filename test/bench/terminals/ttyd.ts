import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** ttyd with one program, on a free port of loopback. */
export interface Ttyd {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/**
 * The folder of a system that has ttyd (`HOMEPORT_BENCH_TTYD`; its programs are run in it by bubblewrap), or nothing: then
 * it is the `ttyd` of this machine. null: there is none, and nothing stands beside Homeport's numbers.
 */
export async function startTtyd(script: string): Promise<Ttyd | null> {
  const system = process.env['HOMEPORT_BENCH_TTYD']
  if (system !== undefined && !existsSync(path.join(system, 'usr/bin/ttyd'))) {
    return null
  }
  const port = await freePort()
  const flags = ['-p', String(port), '-i', 'lo', '-W', '/bin/sh', script]
  const folder = path.dirname(script)
  const child =
    system === undefined
      ? spawn('ttyd', flags, { stdio: 'ignore' })
      : spawn(
          'bwrap',
          [
            '--bind',
            system,
            '/',
            '--proc',
            '/proc',
            '--dev-bind',
            '/dev',
            '/dev',
            '--bind',
            folder,
            folder,
            'ttyd',
            ...flags,
          ],
          { stdio: 'ignore' },
        )
  const failed = once(child, 'error').then(() => true)
  if (!(await Promise.race([answers(port), failed.then(() => false)]))) {
    return null
  }
  const pid = system === undefined ? (child.pid ?? 0) : childOf(child)
  return {
    port,
    pid,
    stop: async () => {
      const gone = once(child, 'exit')
      process.kill(pid)
      await gone
    },
  }
}

/** bubblewrap waits in a process of its own. */
function childOf(child: ChildProcess): number {
  const { pid } = child
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function answers(port: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) {
      return true
    }
    await sleep(50)
  }
  return false
}
