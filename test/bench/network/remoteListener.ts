import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import * as z from 'zod'
import { CLI } from '../support/product.ts'

const run = promisify(execFile)

/** The remote listener of a started product, as a program on another device sees it. */
export interface RemoteListener {
  readonly url: string
  /** The authority that made its certificate. */
  readonly ca: string
  /** A personal access token of the owner. */
  readonly token: string
}

/** Limits that a crowd from one address needs; see `limits.*` in the settings. */
export const CROWD_LIMITS = {
  HOMEPORT_LIMITS_CONNECTIONS_PER_USER: '1000',
  HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '100000',
} as const

const On = z.object({ remote_url: z.string(), ca_path: z.string() })

/** Switches remote access on, on loopback with a certificate of Homeport's own authority. */
export async function openRemoteListener(dataDir: string): Promise<RemoteListener> {
  const on = ['remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json']
  const { stdout } = await run(process.execPath, [CLI, ...on, '--data-dir', dataDir])
  const { remote_url, ca_path } = On.parse(JSON.parse(stdout))
  const create = ['token', 'create', '--name', 'bench', '--scope', 'drive']
  const made = await run(process.execPath, [CLI, ...create, '--data-dir', dataDir])
  const token = /hp_pat_\S+/.exec(made.stdout)?.[0]
  if (token === undefined) {
    throw new Error('"homeport token create" printed no token.')
  }
  const url = new URL(remote_url)
  return { url: `https://127.0.0.1:${url.port}`, ca: readFileSync(ca_path, 'utf8'), token }
}
