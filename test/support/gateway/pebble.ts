import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { until } from '#test/support/until.ts'

/** A real ACME authority (Debian's pebble) with a name server of its own, where every name leads to 127.0.0.1. */
export interface Pebble {
  readonly directory_url: string
  /** What signs its web address, PEM. */
  readonly ca_file: string
  /** Where it looks for the answers of HTTP-01 and TLS-ALPN-01. */
  readonly httpPort: number
  readonly tlsPort: number
  /** The management address of the name server. */
  readonly dnsUrl: string
  /** The authority that its certificates lead to, PEM. */
  root(): Promise<string>
  stop(): Promise<void>
  start(): Promise<void>
}

/** False: the tests are left out, and it is said so. `npm test` brings both where apt-get can. */
export function hasPrograms(...names: readonly string[]): boolean {
  const missing = names.filter((name) => !isOnPath(name))
  if (missing.length > 0) {
    process.stderr.write(
      `\nNOT TESTED: ${missing.join(' and ')} not found. Debian, Ubuntu: apt-get install pebble sslscan\n\n`,
    )
  }
  return missing.length === 0
}

/** A name that its certificate holds too and nobody can look up: only a proxy leads there. */
export const FAR_NAME = 'acme.example'

/** Ends with the running test. */
export async function startPebble(): Promise<Pebble> {
  const folder = temporaryFolder()
  const [acme, management, http, tls, dns, dnsManagement] = await freePorts(6)
  const ca_file = await writeListener(folder)
  const config = path.join(folder, 'pebble.json')
  writeFileSync(config, JSON.stringify({ pebble: pebbleConfig(folder, { acme, management, http, tls }) }))
  const dnsUrl = `http://${at(dnsManagement)}`
  const places = { '-dns01': at(dns), '-management': at(dnsManagement), '-defaultIPv6': '' }
  const notHere = { '-http01': '', '-https01': '', '-tlsalpn01': '' }
  run('pebble-challtestsrv', Object.entries({ ...places, ...notHere }).flat())
  await until(() => isAnswering(dnsManagement), { what: 'the name server' })
  let running: ChildProcess | undefined
  const start = async () => {
    running = run('pebble', ['-config', config, '-dnsserver', at(dns), '-strict', 'false'])
    await until(() => isAnswering(acme), { what: 'pebble' })
  }
  await start()
  return {
    directory_url: `https://localhost:${acme}/dir`,
    ca_file,
    httpPort: http ?? 0,
    tlsPort: tls ?? 0,
    dnsUrl,
    root: () => fetchRoot(`https://${at(management)}/roots/0`),
    stop: async () => {
      running?.kill('SIGKILL')
      await (running?.exitCode === null && running.signalCode === null ? once(running, 'exit') : undefined)
    },
    start,
  }
}

function pebbleConfig(folder: string, ports: Record<'acme' | 'management' | 'http' | 'tls', number | undefined>) {
  return {
    listenAddress: `127.0.0.1:${ports.acme}`,
    managementListenAddress: `127.0.0.1:${ports.management}`,
    certificate: path.join(folder, 'cert.pem'),
    privateKey: path.join(folder, 'key.pem'),
    httpPort: ports.http,
    tlsPort: ports.tls,
    ocspResponderURL: '',
    // As Let's Encrypt gives them.
    certificateValidityPeriod: 90 * 24 * 3600,
    externalAccountBindingRequired: false,
  }
}

async function writeListener(folder: string): Promise<string> {
  const now = Date.now()
  const constraints = { names: ['localhost', FAR_NAME], networks: ['127.0.0.1/32'] }
  const ca = await createCa({ commonName: 'Of the authority’s web address', constraints, now })
  const { cert, key } = await issueLeaf({ ca, hosts: ['localhost', FAR_NAME, '127.0.0.1'], now })
  writeFileSync(path.join(folder, 'cert.pem'), cert)
  writeFileSync(path.join(folder, 'key.pem'), key)
  const file = path.join(folder, 'ca.pem')
  writeFileSync(file, ca.cert)
  return file
}

function run(program: string, args: readonly string[]): ChildProcess {
  // Without it pebble sleeps up to 15 s before each look; without rejected nonces it is faster still.
  const env = { ...process.env, PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0' }
  const child = spawn(program, [...args], { env, stdio: 'ignore', windowsHide: true })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function isAnswering(port: number | undefined): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port: port ?? 0 })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

async function fetchRoot(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { rejectUnauthorized: false, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.once('end', () => resolve(text))
    })
      .once('error', reject)
      .end()
  })
}

function at(port: number | undefined): string {
  return `127.0.0.1:${port}`
}

/** Free at this moment. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await once(server.listen(0, '127.0.0.1'), 'listening')
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(servers.map(async (server) => once(server.close(), 'close')))
  return ports
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
