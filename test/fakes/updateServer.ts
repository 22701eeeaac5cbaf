import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Release {
  readonly version: string
  /** The program: an AppImage in the tests is a script. */
  readonly program: string
  /** The list of versions names another checksum than the file has. */
  readonly isForged?: boolean
}

/** A folder on a web server, as electron-builder fills it: a list of versions per channel, and the programs. */
export interface UpdateServer {
  readonly url: string
  /** `latest-linux.yml` for stable, `beta-linux.yml`. */
  publish(list: string, release: Release): void
  readonly requests: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[]
  /** Answers no more. */
  close(): Promise<void>
}

/** Listens on loopback until the running test is over. */
export async function startUpdateServer(): Promise<UpdateServer> {
  const files = new Map<string, string>()
  const requests: UpdateServer['requests'] = []
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    requests.push({ path, headers: request.headers })
    const content = files.get(path)
    response.writeHead(content === undefined ? 404 : 200)
    response.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close,
    publish: (list, { version, program, isForged = false }) => {
      const name = `Homeport-${version}.AppImage`
      const sha512 = createHash('sha512')
        .update(isForged ? 'something else' : program)
        .digest('base64')
      files.set(`/${name}`, program)
      files.set(
        `/${list}`,
        [
          `version: ${version}`,
          'files:',
          `  - { url: ${name}, sha512: ${sha512}, size: ${Buffer.byteLength(program)} }`,
          `path: ${name}`,
          `sha512: ${sha512}`,
          "releaseDate: '2026-11-21T12:00:00.000Z'",
        ].join('\n'),
      )
    },
  }
}
