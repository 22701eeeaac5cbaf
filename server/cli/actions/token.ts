import { type CommonFlags, callServer } from '../callServer.ts'

export interface CreateTokenFlags extends CommonFlags {
  readonly name: string
  readonly scope?: readonly string[] | undefined
  readonly expiresInDays?: string | undefined
}

/** Prints the token's value, and nothing else, on stdout: `TOKEN=$(homeport token create --name ci)`. */
export async function createToken(flags: CreateTokenFlags): Promise<void> {
  const params = {
    name: flags.name,
    ...(flags.scope === undefined ? {} : { scopes: flags.scope }),
    ...(flags.expiresInDays === undefined ? {} : { expires_in_days: Number(flags.expiresInDays) }),
  }
  const made = await callServer('access_token.create', params, flags)
  process.stdout.write(flags.json === true ? `${JSON.stringify(made)}\n` : `${made.token}\n`)
  process.stderr.write('homeport: keep it safe; it is not shown again.\n')
}

export async function listTokens(flags: CommonFlags): Promise<void> {
  const { tokens } = await callServer('access_token.list', {}, flags)
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
  await callServer('access_token.revoke', { id }, flags)
  process.stdout.write('The token is revoked.\n')
}
