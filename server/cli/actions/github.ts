import { HomeportError } from '#shared/errors.ts'
import type { AllowedAccount } from '#shared/operations/github.ts'
import { type CommonFlags, callServer } from '../callServer.ts'

export interface GithubFlags extends CommonFlags {
  readonly clientId?: string | undefined
  readonly clientSecretStdin?: boolean | undefined
  readonly off?: boolean | undefined
}

/** A secret is some forty characters; whoever pipes more has piped the wrong file. */
const MAX_SECRET_LENGTH = 500

/** Names the OAuth app to sign in with, switches sign-in with GitHub off, or shows its status. */
export async function configureGithub(flags: GithubFlags): Promise<void> {
  if (isQuestion(flags)) {
    await printGithub(flags)
    return
  }
  const client_id = flags.off === true ? null : flags.clientId
  if (client_id === undefined || (flags.off === true && flags.clientId !== undefined)) {
    throw new HomeportError('SETTINGS_001', 'Give --client-id ID to set it up, or --off to switch it off.')
  }
  const client_secret = flags.clientSecretStdin === true ? await readSecret() : undefined
  const params = { client_id, ...(client_secret === undefined ? {} : { client_secret }) }
  const result = await callServer('github.configure', params, flags)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(result)}\n`)
  } else if (result.client_id === null) {
    process.stdout.write('Nobody signs in with GitHub any more; who is signed in stays so until revoked.\n')
  } else {
    const ways = result.has_secret ? 'by code, or by a click' : 'by code (switch "Enable Device Flow" on in the app)'
    process.stdout.write(
      `People on the allow-list sign in at ${result.host} ${ways}. Let somebody in: homeport allow\n`,
    )
  }
}

function isQuestion({ off, clientId, clientSecretStdin }: GithubFlags): boolean {
  return off !== true && clientId === undefined && clientSecretStdin !== true
}

async function printGithub(flags: GithubFlags): Promise<void> {
  const status = await callServer('github.status', {}, flags)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(status)}\n`)
    return
  }
  const { client_id, has_secret, host, apps_url, fixed_by } = status
  process.stdout.write(
    client_id === null
      ? `Nobody signs in with GitHub yet. Make an OAuth app at ${apps_url}, then: homeport github --client-id ID\n`
      : `People on the allow-list sign in at ${host} by code${has_secret ? ', or by a click' : ''}, with the app ${client_id}${fixed_by === null ? '' : ` (${fixed_by} says so)`}.\n`,
  )
}

/** A name is looked up at GitHub, and its number is what is kept: names change hands, numbers do not. */
export async function allowAccount(
  account: string | undefined,
  flags: CommonFlags & { readonly role?: string | undefined },
): Promise<void> {
  if (account === undefined) {
    await listAccounts(flags)
    return
  }
  const found = isNumber(account) ? null : await callServer('account.look_up', { account }, flags)
  const github_id = found?.github_id ?? account
  const params = { github_id, ...(flags.role === undefined ? {} : { role: flags.role }) }
  const allowed = await callServer('account.allow', params, flags)
  const shown = { ...allowed, login: allowed.login ?? found?.login ?? null }
  process.stdout.write(flags.json === true ? `${JSON.stringify(shown)}\n` : `${allowedWords(shown)}\n`)
}

export async function disallowAccount(githubId: string, flags: CommonFlags): Promise<void> {
  const result = await callServer('account.disallow', { github_id: numberOf(githubId) }, flags)
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify(result)}\n`
      : `The account ${githubId} may not enter any more; its sign-ins and connections are ended. Its sessions are suspended and kept: homeport sessions\n`,
  )
}

async function listAccounts(flags: CommonFlags): Promise<void> {
  const { accounts } = await callServer('account.list', {}, flags)
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify({ accounts })}\n`)
    return
  }
  const lines = accounts.map(({ github_id, login, role, is_local_owner }) =>
    [github_id, login ?? '(name not known yet)', is_local_owner ? 'owner of this machine' : role].join('  '),
  )
  process.stdout.write(
    lines.length === 0
      ? 'No GitHub account may enter. Let one in: homeport allow GITHUB_ID\n'
      : `${lines.join('\n')}\n`,
  )
}

function allowedWords({ github_id, login, role, is_local_owner }: AllowedAccount): string {
  const who = login === null ? `The account ${github_id}` : `${login} (${github_id})`
  if (is_local_owner) {
    return `${who} may enter as the owner of this machine: the same person and the same sessions as with a sign-in link.`
  }
  const own = role === 'owner' ? ' It is a person of its own, with its own sessions.' : ''
  return `${who} may enter as ${role}.${own}`
}

function isNumber(account: string): boolean {
  return /^[1-9]\d{0,15}$/.test(account)
}

/** @throws HomeportError SETTINGS_001 for a name: it may be another account's by now. */
function numberOf(githubId: string): number {
  if (!isNumber(githubId)) {
    throw new HomeportError(
      'SETTINGS_001',
      `"${githubId}" is not the number of a GitHub account. "homeport allow" lists the numbers. (Names can change hands, numbers cannot.)`,
    )
  }
  return Number(githubId)
}

async function readSecret(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin) {
    text += String(chunk)
    if (text.length > MAX_SECRET_LENGTH) {
      break
    }
  }
  const secret = text.trim()
  if (secret === '' || text.length > MAX_SECRET_LENGTH) {
    throw new HomeportError('SETTINGS_001', 'There is no client secret on stdin. Pipe it in, and nothing else.')
  }
  return secret
}
