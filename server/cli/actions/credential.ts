import { HomeportError } from '#shared/errors.ts'
import { type OperationName, type ParamsOf, operations } from '#shared/operations/table.ts'
import type { CommonFlags } from '../callServer.ts'
import { runningServer } from '../runningServer.ts'

/** @throws HomeportError HOST_001 when no server runs. */
export async function listCredentials(flags: CommonFlags): Promise<void> {
  const { credentials } = await runningServer(flags).call('git_credential.list', {})
  const lines = credentials.map(({ kind, host, session_id, public_key }) =>
    [host, kind, session_id ?? 'all sessions', public_key].join('  ').trimEnd(),
  )
  print(flags, { credentials }, lines.join('\n') || 'Nothing is kept.')
}

export interface CredentialFlags extends CommonFlags {
  readonly username?: string | undefined
  readonly session?: string | undefined
  readonly key?: true | undefined
}

/** @throws HomeportError SETTINGS_001 without a token on stdin, WS_002 for what cannot be kept, HOST_001 when no server runs. */
export async function setCredential(host: string, { username, session, ...flags }: CredentialFlags): Promise<void> {
  const asked = checked('git_credential.set', {
    host,
    token: await readToken(),
    ...(username === undefined ? {} : { username }),
    ...(session === undefined ? {} : { session_id: session }),
  })
  print(flags, await runningServer(flags).call('git_credential.set', asked), `A token for ${asked.host} is kept.`)
}

/** @throws HomeportError SESSION_002 when there is no such session, HOST_001 when no server runs. */
export async function makeKey(session: string, host: string, flags: CommonFlags): Promise<void> {
  const asked = checked('git_credential.make_key', { session_id: session, host })
  const made = await runningServer(flags).call('git_credential.make_key', asked)
  print(flags, made, made.public_key)
}

/** @throws HomeportError SESSION_002 when nothing is kept, HOST_001 when no server runs. */
export async function removeCredential(host: string, { session, key, ...flags }: CredentialFlags): Promise<void> {
  const kind = key === true ? 'key' : 'token'
  const asked = checked('git_credential.remove', {
    kind,
    host,
    ...(session === undefined ? {} : { session_id: session }),
  })
  print(
    flags,
    await runningServer(flags).call('git_credential.remove', asked),
    `The ${kind} for ${asked.host} is gone.`,
  )
}

export function checked<N extends OperationName>(name: N, input: unknown): ParamsOf<N> {
  const parsed = operations[name].params.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new HomeportError('WS_002', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
  return parsed.data as ParamsOf<N>
}

const MOST_TOKEN = 8_192

async function readToken(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin) {
    text += String(chunk)
    if (text.length > MOST_TOKEN) {
      break
    }
  }
  const token = text.trim()
  if (token === '' || text.length > MOST_TOKEN) {
    throw new HomeportError('SETTINGS_001', 'There is no token on stdin. Pipe it in, and nothing else.')
  }
  return token
}

export function print(flags: CommonFlags, result: object, text: string): void {
  process.stdout.write(flags.json === true ? `${JSON.stringify(result)}\n` : `${text}\n`)
}
