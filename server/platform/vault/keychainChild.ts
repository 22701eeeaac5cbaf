import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import * as z from 'zod'
import { mainBinary } from '../processes/mainBinary.ts'

const require = createRequire(import.meta.url)

/** What is asked of the keychain. `check`: whether it can be written at all; leaves nothing behind. */
export type KeychainRequest =
  | { readonly action: 'get' | 'delete'; readonly service: string; readonly account: string }
  | { readonly action: 'set'; readonly service: string; readonly account: string; readonly secret: string }
  | { readonly action: 'check'; readonly service: string; readonly account: string }

export interface CallOptions {
  readonly timeoutMs: number
  /** Tells where the desktop session is. */
  readonly env: NodeJS.ProcessEnv
}

/**
 * Asks the operating system's keychain, in a short-lived child process (about 40 ms). In our own process keytar would
 * be a danger to the sessions: while a keyring waits for its password, one of its threads hangs, and a process with
 * a hanging thread cannot even exit; and some answers of a locked keyring crash it (both seen with gnome-keyring).
 *
 * The secret travels through pipes only. Rejects with an Error saying what the keychain said, also when it does not
 * answer in time; the child is gone then.
 */
export function callKeychain(request: KeychainRequest, { timeoutMs, env }: CallOptions): Promise<string | null> {
  const child = spawn(mainBinary(process.execPath, process.platform), ['-e', program, require.resolve('keytar')], {
    env: { ...env, NODE_OPTIONS: '', ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  const output: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes))
  // A child that died early is told by its exit.
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(request))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const answer = readAnswer(Buffer.concat(output).toString('utf8'))
      if (answer === null) {
        reject(new Error(silence({ code, signal, timeoutMs })))
      } else if (answer.error !== undefined) {
        reject(new Error(answer.error))
      } else {
        resolve(answer.value ?? null)
      }
    })
  })
}

const Answer = z.union([
  z.object({ error: z.string(), value: z.undefined().optional() }),
  z.object({ value: z.string().nullable(), error: z.undefined().optional() }),
])

function readAnswer(output: string): z.infer<typeof Answer> | null {
  try {
    return Answer.parse(JSON.parse(output))
  } catch {
    return null
  }
}

function silence(end: { code: number | null; signal: NodeJS.Signals | null; timeoutMs: number }): string {
  return end.signal === 'SIGKILL'
    ? `it did not answer within ${end.timeoutMs / 1000} s; it may be showing a password prompt on the machine's own screen`
    : `its library ended unexpectedly (${end.signal ?? `code ${end.code}`})`
}

/**
 * A locked Secret Service says "no such entry" when it is read or deleted from; only writing tells the truth. So
 * where the answer is "no such entry", something is written and removed again before it is trusted.
 */
const program = `
const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
  answer(JSON.parse(Buffer.concat(chunks).toString('utf8'))).then(
    (value) => process.stdout.write(JSON.stringify({ value })),
    (error) => process.stdout.write(JSON.stringify({ error: String(error && error.message || error) })),
  )
})
async function answer({ action, service, account, secret }) {
  const keychain = require(process.argv[1])
  const probe = async () => {
    await keychain.setPassword(service, account + '.check', 'check')
    await keychain.deletePassword(service, account + '.check')
  }
  const believe = async (found) => {
    if (!found && process.platform === 'linux') { await probe() }
  }
  switch (action) {
    case 'get': {
      const found = await keychain.getPassword(service, account)
      await believe(found !== null)
      return found
    }
    case 'set':
      await keychain.setPassword(service, account, secret)
      return null
    case 'delete':
      await believe(await keychain.deletePassword(service, account))
      return null
    case 'check':
      await probe()
      return null
  }
}
`
