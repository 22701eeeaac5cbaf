import { statSync } from 'node:fs'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { TailscaleHere } from '#shared/operations/remote.ts'
import { failureText } from '#server/platform/failure.ts'
import { type ServingCertificate, assertPair } from '../certificate.ts'
import type { CertificateIssuer } from '../certificateIssuer.ts'
import { tailscaleCommands, tailscalePrograms } from './installed.ts'
import { runProgram } from '../runProgram.ts'

/** The daemon answers at once, or is stuck. */
const STATUS_WITHIN_MS = 10_000

/** The first certificate of a machine is made by an authority meanwhile. */
const CERT_WITHIN_MS = 3 * 60_000

/** It is installed, and not in a tailnet at the moment. */
const NOT_CONNECTED = 'not connected'

/** What `tailscale status --json` says, as far as it matters here. */
const Status = z.object({
  BackendState: z.string(),
  Self: z.object({ DNSName: z.string().nullish() }).nullish(),
  CertDomains: z.array(z.string()).nullish(),
})

/** The Tailscale of this machine. */
export interface Tailscale {
  /**
   * This machine's name in its tailnet: `box.tail1234.ts.net`.
   * @throws HomeportError CERT_001 when it has none, or certificates are not switched on there.
   */
  name(): Promise<string>
  /** What it can do here; changes nothing, never throws. */
  look(): Promise<TailscaleHere>
  issuer(name: string): CertificateIssuer
}

export function createTailscale(env: NodeJS.ProcessEnv): Tailscale {
  const ask = async (): Promise<string> => {
    const file = commandOf(env)
    return nameIn(await run({ file, args: ['status', '--json'], timeoutMs: STATUS_WITHIN_MS }))
  }
  return {
    name: ask,
    look: async () => {
      const { platform } = process
      if (commandIn(env) === undefined) {
        const commands = tailscaleCommands({ kind: 'absent' }, platform)
        return { state: 'absent', name: null, text: 'There is no Tailscale on this machine.', commands }
      }
      try {
        const found = await ask()
        return { state: 'ready', name: found, text: `This machine is ${found} in its tailnet.`, commands: [] }
      } catch (cause) {
        const isDown = cause instanceof Error && cause.cause === NOT_CONNECTED
        const commands = isDown ? tailscaleCommands({ kind: 'installed' }, platform) : []
        return { state: 'unusable', name: null, text: failureText(cause), commands }
      }
    },
    issuer: (name) => ({
      kind: 'tailscale',
      orderKey: `tailscale ${name}`,
      fetch: async ({ report, signal }) => {
        report(`Asking Tailscale for a certificate of ${name}…`)
        // Both to its stdout: no file ever holds the key, and the sandboxed one of macOS could not write it elsewhere.
        const args = ['cert', '--cert-file', '-', '--key-file', '-', name]
        return pairIn(await run({ file: commandOf(env), args, timeoutMs: CERT_WITHIN_MS, signal }))
      },
    }),
  }
}

/** @throws HomeportError CERT_001. */
function nameIn(text: string): string {
  const status = Status.safeParse(parseJson(text))
  if (!status.success) {
    throw refusal(
      'Tailscale answers something that Homeport does not understand. Update Tailscale, or use another certificate.',
    )
  }
  const { BackendState: state, Self: self, CertDomains: domains } = status.data
  if (state !== 'Running') {
    const said = `Tailscale is not connected (it says "${state.slice(0, 40)}"). Run "tailscale up" first.`
    throw refusal(said, NOT_CONNECTED)
  }
  const name = self?.DNSName?.replace(/\.$/, '').toLowerCase() ?? ''
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) {
    throw refusal(
      'This machine has no name in its tailnet. Switch MagicDNS on in the admin console of Tailscale (page DNS).',
    )
  }
  if (domains?.includes(name) !== true) {
    throw refusal(
      'Your tailnet gives no certificates yet. Switch HTTPS Certificates on in the admin console of Tailscale (page DNS).',
    )
  }
  return name
}

/** @throws HomeportError CERT_001 when it is no pair. */
function pairIn(text: string): ServingCertificate {
  const blocks = text.match(/-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g) ?? []
  const ofKind = (isKey: boolean) => blocks.filter((block) => block.includes('PRIVATE KEY') === isKey).join('\n')
  const pair = { cert: `${ofKind(false)}\n`, key: `${ofKind(true)}\n` }
  assertPair(pair, 'What Tailscale sent')
  return pair
}

async function run(program: Parameters<typeof runProgram>[0]): Promise<string> {
  try {
    return await runProgram(program)
  } catch (cause) {
    throw refusal(`Tailscale refused: ${failureText(cause).replace(/\.$/, '')}.`, cause)
  }
}

function commandOf(env: NodeJS.ProcessEnv): string {
  const file = commandIn(env)
  if (file === undefined) {
    throw refusal(
      'There is no Tailscale on this machine (no command "tailscale"). Install it, or use another certificate.',
    )
  }
  return file
}

function commandIn(env: NodeJS.ProcessEnv): string | undefined {
  return tailscalePrograms(process.platform, env).find(isFile)
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refusal(message: string, cause?: unknown): HomeportError {
  return new HomeportError('CERT_001', message, { cause })
}
