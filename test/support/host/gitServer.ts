import { execFileSync, spawn } from 'node:child_process'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const USER = 'olga'
const PASSWORD = 'correct horse'

/** A real Git server: `git http-backend` behind HTTP with a password, on a free port of this machine. */
export class GitServer {
  readonly root = temporaryFolder()
  readonly #server: Server
  /** What was asked without the right password. */
  refused = 0
  /** While true, it takes what is sent and answers nothing. */
  isSilent = false
  readonly #held = new Set<ServerResponse>()

  private constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  static async start(): Promise<GitServer> {
    const server = new GitServer()
    await new Promise<void>((resolve) => {
      server.#server.listen(0, '127.0.0.1', resolve)
    })
    return server
  }

  /** Makes an empty repository there. Returns its address, without a password. */
  add(name: string): string {
    const folder = this.folder(name)
    mkdirSync(folder, { recursive: true })
    execFileSync('git', ['init', '-q', '--bare', '-b', 'main', folder])
    execFileSync('git', ['-C', folder, 'config', 'http.receivepack', 'true'])
    return `http://127.0.0.1:${this.port}/${name}.git`
  }

  folder(name: string): string {
    return path.join(this.root, `${name}.git`)
  }

  /** A hook of the server. */
  hook(name: string, hook: string, script: string): void {
    const file = path.join(this.folder(name), 'hooks', hook)
    writeFileSync(file, `#!/bin/sh\n${script}\n`)
    chmodSync(file, 0o755)
  }

  git(name: string, ...args: readonly string[]): string {
    return execFileSync('git', ['-C', this.folder(name), ...args], { stdio: 'pipe' }).toString()
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** A helper that signs in, as a person has it in their own settings. */
  helper(folder: string): string {
    const file = path.join(folder, 'helper.sh')
    writeFileSync(file, `#!/bin/sh\n[ "$1" = get ] && printf 'username=${USER}\\npassword=${PASSWORD}\\n'\nexit 0\n`)
    chmodSync(file, 0o755)
    return file
  }

  async stop(): Promise<void> {
    this.#held.forEach((response) => response.destroy())
    this.#server.closeAllConnections()
    await new Promise((resolve) => {
      this.#server.close(resolve)
    })
  }

  /** Somebody was kept waiting. */
  get isHolding(): boolean {
    return this.#held.size > 0
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`
    if (request.headers.authorization !== expected) {
      this.refused += 1
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      return
    }
    if (this.isSilent) {
      this.#held.add(response)
      return
    }
    const url = new URL(request.url ?? '/', 'http://x')
    const child = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env['PATH'] ?? '',
        GIT_PROJECT_ROOT: this.root,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_CONFIG_NOSYSTEM: '1',
        HOME: this.root,
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        HTTP_GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REMOTE_USER: USER,
        ...(request.headers['content-length'] === undefined
          ? {}
          : { CONTENT_LENGTH: request.headers['content-length'] }),
      },
    })
    request.pipe(child.stdin)
    child.stdin.on('error', () => {})
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('close', () => sendCgi(response, Buffer.concat(chunks)))
  }
}

/** What a CGI program printed: headers, an empty line, the body. */
function sendCgi(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n')
  const headers = output
    .subarray(0, Math.max(0, end))
    .toString('latin1')
    .split('\r\n')
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
  const status = Number.parseInt(headers.find(([name]) => name === 'Status')?.[1] ?? '200', 10)
  response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')))
  response.end(output.subarray(end + 4))
}
