import { HomeportError } from '#shared/errors.ts'
import { type InputOf, type ParamsOf, type ResultOf, operations } from '#shared/operations/table.ts'
import { type OfflineTokens, withOfflineTokens } from '#server/gateway/offlineTokens.ts'
import { prepareDataDir } from '#server/platform/paths.ts'
import { findRunningServer } from '../start/runningServer.ts'
import { pathsOf } from './dataDir.ts'

interface CommonFlags {
  readonly dataDir?: string
  readonly json?: boolean
}

export interface CreateTokenFlags extends CommonFlags {
  readonly name: string
  readonly scope?: readonly string[]
  readonly expiresInDays?: string
}

/** Prints the token's value, and nothing else, on stdout: `TOKEN=$(homeport token create --name ci)`. */
export async function createToken(flags: CreateTokenFlags): Promise<void> {
  const params = validated('access_token.create', {
    name: flags.name,
    ...(flags.scope === undefined ? {} : { scopes: flags.scope }),
    ...(flags.expiresInDays === undefined ? {} : { expires_in_days: Number(flags.expiresInDays) }),
  })
  const made = await ask('access_token.create', params, flags)
  process.stdout.write(flags.json === true ? `${JSON.stringify(made)}\n` : `${made.token}\n`)
  process.stderr.write('homeport: keep it safe; it is not shown again.\n')
}

export async function listTokens(flags: CommonFlags): Promise<void> {
  const { tokens } = await ask('access_token.list', {}, flags)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ tokens })}\n`)
    return
  }
  const lines = tokens.map(({ id, name, scopes, expires_at, last_used_at }) =>
    [id, name, scopes.join('+'), expires_at ?? 'no end', last_used_at ?? 'never used'].join('  '),
  )
  process.stdout.write(lines.length === 0 ? 'There are no tokens.\n' : `${lines.join('\n')}\n`)
}

export async function revokeToken(id: string, flags: CommonFlags): Promise<void> {
  await ask('access_token.revoke', { id }, flags)
  process.stdout.write('The token is revoked.\n')
}

/** The running server does it; without one, the database is opened here. */
async function ask<N extends keyof OfflineTokens>(
  name: N,
  params: ParamsOf<N> & InputOf<N>,
  flags: CommonFlags,
): Promise<ResultOf<N>> {
  const paths = pathsOf(flags)
  const server = findRunningServer(paths)
  if (server !== null) {
    return server.call(name, params)
  }
  prepareDataDir(paths)
  return withOfflineTokens(paths, (tokens) => tokens[name](params))
}

function validated<N extends keyof OfflineTokens>(name: N, input: unknown): ParamsOf<N> & InputOf<N> {
  const parsed = operations[name].params.safeParse(input)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new HomeportError('SETTINGS_001', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema of this very row just proved it
  return parsed.data as ParamsOf<N> & InputOf<N>
}
